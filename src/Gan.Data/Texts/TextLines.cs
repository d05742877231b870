using System.Text;

namespace Gan.Data;

/// <summary>Lines of a text file, or of texts in memory, as they come: composed characters, no white space around them,
/// no empty ones.</summary>
internal sealed class TextLines
{
    // A file without line breaks would be one line of all it holds.
    private const int MaxLineChars = 1 << 20;

    private const string Remedy = "Texts are lines of plain text: break or correct it.";

    private TextLines(string source, string noun, List<Line> lines, long empty)
    {
        Source = source;
        Noun = noun;
        Lines = lines;
        Empty = empty;
    }

    /// <summary>What messages call the file.</summary>
    public string Source { get; }

    /// <summary>What messages call a line: "line" or "text".</summary>
    public string Noun { get; }

    public List<Line> Lines { get; }

    /// <summary>Empty lines, which were left out.</summary>
    public long Empty { get; }

    /// <param name="Text">Without line break and the white space around it.</param>
    /// <param name="Number">Number of the line, from 1.</param>
    internal readonly record struct Line(string Text, long Number);

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is not text in this encoding, or has no line with text.</exception>
    public static TextLines Read(string path, Encoding encoding)
    {
        var (reader, found) = StrictText.Open(path, encoding);
        using (reader)
        {
            try
            {
                return Of(path, "line", Split(path, reader));
            }
            catch (DecoderFallbackException wrong)
            {
                throw StrictText.Wrong(path, found, wrong);
            }
        }
    }

    /// <exception cref="DataFormatException">One holds no plain text, or there is none.</exception>
    public static TextLines Of(string source, string noun, IEnumerable<string> texts)
    {
        var lines = new List<Line>();
        var number = 0L;
        var empty = 0L;
        foreach (var raw in texts)
        {
            number++;
            var text = ComposedText.Of(raw.Trim());
            ThrowIfNotPlain(source, noun, number, text);
            if (text.Length > 0)
            {
                lines.Add(new Line(text, number));
            }
            else
            {
                empty++;
            }
        }

        return lines.Count > 0
            ? new TextLines(source, noun, lines, empty)
            : throw new DataFormatException(source, $"a {noun} with text", "none", "Give it some.");
    }

    /// <summary>Lines end in LF, CR LF or CR, as StreamReader.ReadLine has it, which knows no bound.</summary>
    private static IEnumerable<string> Split(string path, StreamReader reader)
    {
        var line = new StringBuilder();
        var number = 1L;
        var wasReturn = false;
        int next;
        while ((next = reader.Read()) >= 0)
        {
            var character = (char)next;
            if (character is '\n' or '\r')
            {
                if (character == '\r' || !wasReturn)
                {
                    yield return line.ToString();
                    line.Clear();
                    number++;
                }
            }
            else
            {
                line.Append(character);
                if (line.Length > MaxLineChars)
                {
                    throw new DataFormatException(
                        path,
                        $"lines of at most {MaxLineChars} characters",
                        $"a longer one, line {number}",
                        Remedy
                    );
                }
            }

            wasReturn = character == '\r';
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    // Binary files are full of these, and JSON could not store the half of a pair.
    private static void ThrowIfNotPlain(string source, string noun, long number, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            if ((char.IsControl(text[i]) && text[i] != '\t') || (char.IsSurrogate(text[i]) && !isPair))
            {
                throw new DataFormatException(
                    source,
                    "plain text",
                    $"the character U+{(int)text[i]:X4} in {noun} {number}, column {i + 1}",
                    Remedy
                );
            }

            i += isPair ? 1 : 0;
        }
    }
}
