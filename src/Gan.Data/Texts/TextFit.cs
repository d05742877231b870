namespace Gan.Data;

/// <summary>Makes a data set of lines: learns a vocabulary, or encodes with one.</summary>
internal static class TextFit
{
    private const string LongRemedy =
        "State TextOptions.MaxLength, or in TextOptions.LongTexts that longer ones are cut or left out.";

    /// <summary>Learns the vocabulary, in the order of the characters' numbers.</summary>
    public static TextDataset Learn(TextLines lines, string name, TextOptions options)
    {
        var tokens = lines.Lines.ConvertAll(line => Tokenizer.Split(line.Text, options.Kind));
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var token in tokens.SelectMany(text => text))
        {
            counts[token.Text] = counts.GetValueOrDefault(token.Text) + 1;
        }

        string[] known = [.. counts.Where(each => each.Value >= options.LeastCount).Select(each => each.Key)];
        Array.Sort(known, StringComparer.Ordinal);
        if (known.Length is < 1 or > VocabularyJson.MaxTokens)
        {
            throw new DataFormatException(
                lines.Source,
                $"from 1 to {VocabularyJson.MaxTokens} tokens that occur {options.LeastCount} times",
                $"{known.Length}",
                "State another TextOptions.LeastCount."
            );
        }

        var vocabulary = new Vocabulary
        {
            Kind = options.Kind,
            Tokens = known,
            HasUnknown = options.Unknown == UnknownTokens.Mark,
        };
        return Encode(lines, name, tokens, vocabulary, options);
    }

    public static TextDataset Encode(TextLines lines, string name, Vocabulary vocabulary, TextOptions options) =>
        Encode(
            lines,
            name,
            lines.Lines.ConvertAll(line => Tokenizer.Split(line.Text, vocabulary.Kind)),
            vocabulary,
            options
        );

    private static TextDataset Encode(
        TextLines lines,
        string name,
        List<List<Tokenizer.Token>> tokens,
        Vocabulary vocabulary,
        TextOptions options
    )
    {
        var notes = new TextNotes(lines);
        var texts = new List<long[]>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var line = lines.Lines[i];
            var text = tokens[i];
            var most = options.MaxLength ?? TextOptions.LongestText;
            if (text.Count > most)
            {
                if (options.LongTexts == LongTexts.Error)
                {
                    throw new DataFormatException(
                        lines.Source,
                        $"texts of at most {most} tokens",
                        $"{text.Count} in {lines.Noun} {line.Number}",
                        LongRemedy
                    );
                }

                notes.Long(line, options.LongTexts, most);
                if (options.LongTexts == LongTexts.LeaveOut)
                {
                    continue;
                }

                text = text[..most];
            }

            if (Numbers(text, vocabulary, options.Unknown, lines, line, notes) is { } numbers)
            {
                texts.Add(numbers);
            }
        }

        var longest = texts.Count > 0 ? texts.Max(text => text.Length) : 0;
        var length = options.MaxLength is { } wanted && vocabulary.HasEnd ? wanted : longest;
        if (texts.Count == 0)
        {
            throw new DataFormatException(
                lines.Source,
                $"a {lines.Noun} that is not left out",
                "none",
                "State other TextOptions."
            );
        }

        if (!vocabulary.HasEnd && texts.FindIndex(text => text.Length != length) is >= 0 and var other)
        {
            throw new DataFormatException(
                lines.Source,
                $"texts of {length} tokens each, since the vocabulary has no end mark",
                $"one of {texts[other].Length}",
                "Give each the same length, or take a vocabulary with an end mark."
            );
        }

        return Filled(lines.Source, name, vocabulary, length, texts, notes.All());
    }

    private static long[]? Numbers(
        List<Tokenizer.Token> text,
        Vocabulary vocabulary,
        UnknownTokens unknown,
        TextLines lines,
        TextLines.Line line,
        TextNotes notes
    )
    {
        var numbers = new long[text.Count];
        for (var t = 0; t < numbers.Length; t++)
        {
            var found = vocabulary.NumberOf(text[t].Text);
            if (found is null || found == vocabulary.Unknown)
            {
                if (unknown == UnknownTokens.LeaveOut)
                {
                    notes.Unknown(line, text[t].Text, isLeftOut: true);
                    return null;
                }

                if (found is null || unknown == UnknownTokens.Error)
                {
                    throw new DataFormatException(
                        lines.Source,
                        "tokens of the vocabulary",
                        $"'{text[t].Text}' in {lines.Noun} {line.Number}, column {text[t].Column}",
                        "State in TextOptions.Unknown what becomes of unknown ones; for a mark, learn with it too."
                    );
                }

                notes.Unknown(line, text[t].Text, isLeftOut: false);
            }

            numbers[t] = found.Value;
        }

        return numbers;
    }

    public static TextDataset OfTokens(IReadOnlyList<IReadOnlyList<long>> texts, Vocabulary vocabulary, string name)
    {
        if (texts.Count == 0)
        {
            throw new ArgumentException("There is no text.", nameof(texts));
        }

        var length = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i] ?? throw new ArgumentException($"Text {i} is null.", nameof(texts));
            Argument.Within(1, TextOptions.LongestText, text.Count, $"Length of text {i}");
            foreach (var number in text)
            {
                if (number < 0 || number >= vocabulary.Size || number == vocabulary.End)
                {
                    throw new ArgumentException(
                        $"Text {i} has the number {number}, which is none of a token of {vocabulary}.",
                        nameof(texts)
                    );
                }
            }

            if (i > 0 && !vocabulary.HasEnd && text.Count != length)
            {
                throw new ArgumentException(
                    $"Without an end mark all texts have one length, but text {i} has {text.Count} tokens and the "
                        + $"first one {length}.",
                    nameof(texts)
                );
            }

            length = Math.Max(length, text.Count);
        }

        return Filled(name, name, vocabulary, length, texts, []);
    }

    private static TextDataset Filled(
        string source,
        string name,
        Vocabulary vocabulary,
        int length,
        IReadOnlyList<IReadOnlyList<long>> texts,
        IReadOnlyList<string> notes
    )
    {
        TextDataset.ThrowIfTooMany(source, texts.Count, length);
        var numbers = new int[texts.Count * length];
        for (var i = 0; i < texts.Count; i++)
        {
            for (var t = 0; t < texts[i].Count; t++)
            {
                numbers[(i * length) + t] = (int)texts[i][t];
            }
        }

        return new TextDataset(name, vocabulary, length, numbers) { Notes = notes };
    }
}
