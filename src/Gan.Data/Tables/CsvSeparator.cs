using System.Text;

namespace Gan.Data;

/// <summary>What stands between the cells of a file, found by reading all of it once.</summary>
/// <param name="Separator">What stands between cells.</param>
/// <param name="HasHint">True when the first line is one such as <c>sep=;</c>, which is no row.</param>
internal readonly record struct CsvSeparator(char Separator, bool HasHint)
{
    private const string Candidates = ",;\t|";
    private const int MaxTextInMessage = 60;

    /// <summary>Finds the separator: a stated one, that of a line such as <c>sep=;</c>, or the one that splits every
    /// line alike.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text from the start.</param>
    /// <param name="stated">The separator stated; null for none.</param>
    /// <param name="decimalSeparator">What stands before fractions, if stated: of two that fit, it is not the one
    /// between cells.</param>
    /// <exception cref="DataFormatException">Several split every line alike.</exception>
    public static CsvSeparator Find(string path, TextReader text, char? stated, char? decimalSeparator)
    {
        var first = text.ReadLine() ?? "";
        var hint = Hint(first);
        if ((stated ?? hint) is { } known)
        {
            return new(known, hint is not null);
        }

        var lines = new Lines();
        lines.Add(first);
        lines.Add("\n");
        var block = new char[1 << 15];
        int count;
        while ((count = text.Read(block)) > 0)
        {
            lines.Add(block.AsSpan(0, count));
        }

        lines.End();
        return new(Choose(path, lines, decimalSeparator), HasHint: false);
    }

    /// <summary>The separator of a line such as <c>sep=;</c>, which spreadsheets write, some in quotes.</summary>
    private static char? Hint(string line)
    {
        var text = line.Trim(' ');
        text = text.Length > 1 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
        var isHint = text.Length == 5 && text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
        return isHint && TableOptions.BadSeparator(text[4]) is null ? text[4] : null;
    }

    private static char Choose(string path, Lines lines, char? decimalSeparator)
    {
        var alike = Candidates.Where((_, i) => lines.AreAlike(i)).ToList();
        if (alike.Count > 1)
        {
            alike.RemoveAll(candidate => candidate == decimalSeparator);
        }

        if (alike.Count == 1)
        {
            return alike[0];
        }

        if (alike.Count > 1)
        {
            var found = alike.Select(one => $"{Name(one)} into {lines.Cells(Candidates.IndexOf(one))} cells");
            throw new DataFormatException(
                path,
                "one separator that splits every line alike",
                $"that {string.Join(" and ", found)} each, as line {lines.SampleLine}: '{lines.Sample}'",
                "State which it is (a table's as TableOptions.Separator), or begin the file with a line such as sep=;."
            );
        }

        // The rows say what is wrong with them.
        return Candidates
            .Where(candidate => candidate != decimalSeparator)
            .MaxBy(candidate => lines.Pairs(Candidates.IndexOf(candidate)));
    }

    private static string Name(char separator) => separator == '\t' ? "a tab splits" : $"'{separator}' splits";

    /// <summary>How often each candidate stands outside of quotes in each line.</summary>
    private sealed class Lines
    {
        private readonly long[] counts = new long[Candidates.Length];
        private readonly long[] before = new long[Candidates.Length];
        private readonly bool[] differs = new bool[Candidates.Length];
        private readonly long[] pairs = new long[Candidates.Length];
        private readonly StringBuilder sample = new();
        private long number; // of the lines that hold something
        private long line = 1; // of the file
        private long length; // of the current line
        private bool quoted;

        /// <summary>The first line, cut where it is long.</summary>
        public string Sample => sample.ToString();

        /// <summary>Its number from 1.</summary>
        public long SampleLine { get; private set; }

        public bool AreAlike(int candidate) => !differs[candidate] && before[candidate] > 0;

        public long Cells(int candidate) => before[candidate] + 1;

        /// <summary>Number of lines that are split like the one before.</summary>
        public long Pairs(int candidate) => pairs[candidate];

        public void Add(ReadOnlySpan<char> text)
        {
            foreach (var character in text)
            {
                var isEnd = character is '\n' or '\r' && !quoted;
                if (isEnd)
                {
                    End();
                }
                else
                {
                    Add(character);
                }

                line += character == '\n' ? 1 : 0;
            }
        }

        /// <summary>Ends a line; an empty one does not count.</summary>
        public void End()
        {
            if (length == 0)
            {
                return;
            }

            for (var i = 0; i < counts.Length; i++)
            {
                differs[i] |= number > 0 && counts[i] != before[i];
                pairs[i] += number > 0 && counts[i] == before[i] && counts[i] > 0 ? 1 : 0;
                before[i] = counts[i];
                counts[i] = 0;
            }

            SampleLine = number == 0 ? line : SampleLine;
            number++;
            length = 0;
        }

        private void Add(char character)
        {
            length++;
            if (number == 0 && length <= MaxTextInMessage)
            {
                sample.Append(character);
            }

            if (character == '"')
            {
                quoted = !quoted; // a doubled one closes and opens
            }
            else if (!quoted && Candidates.IndexOf(character) is >= 0 and var place)
            {
                counts[place]++;
            }
        }
    }
}
