using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Texts as rows of token numbers of one length: shorter ones are filled up with the end mark. Samples [T] are the
/// numbers as floats, which hold them exactly.
/// </summary>
/// <remarks>Holds no native memory.</remarks>
public sealed class TextDataset : IDataset
{
    // 2 GiB of numbers in one managed array.
    private const long MaxNumbers = 1L << 29;

    private readonly int[] numbers;

    internal TextDataset(string name, Vocabulary vocabulary, int length, int[] numbers)
    {
        Name = name;
        Vocabulary = vocabulary;
        Length = length;
        this.numbers = numbers;
        UnitsPerSample = vocabulary.End is { } end ? numbers.Count(n => n != end) / (double)Count : length;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Unit => "tokens";

    /// <inheritdoc/>
    public double UnitsPerSample { get; }

    /// <summary>The tokens and marks that the texts are made of.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>T: tokens of the longest text.</summary>
    public int Length { get; }

    /// <inheritdoc/>
    public long Count => numbers.Length / Length;

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape => [Length];

    /// <inheritdoc/>
    public ConditionSpec Condition => ConditionSpec.None;

    /// <summary>What was decided about lines, a sentence each: those that were cut, left out or empty, and tokens that
    /// are unknown. Empty where all were taken as they are.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>Reads a file, each line a text, and learns its vocabulary.</summary>
    /// <param name="path">A text file. Line breaks are LF, CR LF or CR; white space around a line, empty lines and a
    /// byte order mark do not count.</param>
    /// <param name="options">What a token is, the greatest length and what becomes of the rest; null for the
    /// defaults.</param>
    /// <param name="log">Where <see cref="Notes"/> go as warnings; nowhere by default.</param>
    /// <exception cref="GanConfigurationException">An option is out of range.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is no plain text in its encoding, holds no text, or a text is too
    /// long or has an unknown token; names the line and, of a token, the column.</exception>
    public static TextDataset Load(string path, TextOptions? options = null, ILogger? log = null)
    {
        options = Checked(options);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var data = TextFit.Learn(TextLines.Read(path, options.Encoding), Path.GetFileName(path), options);
        foreach (var note in log is null ? [] : data.Notes)
        {
            Log.TextNote(log!, path, note);
        }

        return data;
    }

    /// <summary>Reads a file with the vocabulary learnt from another: texts held out, or new ones.</summary>
    /// <param name="path">The file, as for <see cref="Load(string, TextOptions?, ILogger?)"/>.</param>
    /// <param name="vocabulary">The vocabulary, which decides the kind of token; one without an end mark takes texts of
    /// one length alone.</param>
    /// <param name="options">The greatest length and what becomes of the rest; null for the defaults.</param>
    /// <inheritdoc cref="Load(string, TextOptions?, ILogger?)"/>
    public static TextDataset Load(string path, Vocabulary vocabulary, TextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        options = Checked(options);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TextFit.Encode(TextLines.Read(path, options.Encoding), Path.GetFileName(path), vocabulary, options);
    }

    /// <summary>Texts in memory; learns their vocabulary.</summary>
    /// <param name="texts">The texts; empty ones are left out.</param>
    /// <param name="options">As for files; null for the defaults.</param>
    /// <param name="name">What messages and files call them.</param>
    /// <exception cref="GanConfigurationException">An option is out of range.</exception>
    /// <exception cref="DataFormatException">There is no text, one is too long or has a character that is none of plain
    /// text; names it by its number.</exception>
    public static TextDataset Of(IEnumerable<string> texts, TextOptions? options = null, string name = "texts")
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentException.ThrowIfNullOrEmpty(name);
        string[] all = [.. NotNull(texts)];
        if (all.Length == 0)
        {
            throw new ArgumentException("There is no text.", nameof(texts));
        }
        return TextFit.Learn(TextLines.Of(name, "text", all), name, Checked(options));
    }

    /// <summary>Texts that are numbers of tokens already.</summary>
    /// <param name="texts">Numbers of the vocabulary, without end marks. At least one in each.</param>
    /// <param name="vocabulary">What the numbers mean; one without an end mark takes texts of one length alone.</param>
    /// <param name="name">What messages and files call them.</param>
    /// <exception cref="ArgumentException">There is none, one is empty, too long or of another length than others that
    /// have no end mark, or a number is none of a token; names the text.</exception>
    public static TextDataset OfTokens(
        IReadOnlyList<IReadOnlyList<long>> texts,
        Vocabulary vocabulary,
        string name = "tokens"
    )
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return TextFit.OfTokens(texts, vocabulary, name);
    }

    /// <summary>A text's tokens, without end marks.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none of this number.</exception>
    public IReadOnlyList<long> Tokens(long index)
    {
        Argument.Within(0, Count - 1, index);
        var row = numbers.AsSpan((int)index * Length, Length);
        var end = Vocabulary.End is { } mark ? row.IndexOf((int)mark) : -1;
        return [.. row[..(end < 0 ? Length : end)].ToArray().Select(number => (long)number)];
    }

    /// <summary>A text as it can be read.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none of this number.</exception>
    public string Text(long index) => Vocabulary.Decode(Tokens(index));

    /// <summary>The texts in two parts, drawn at random: one to learn from, one to judge by.</summary>
    /// <param name="heldOut">Texts of the second part, from 1 to all but one.</param>
    /// <param name="seed">Which ones; equal seeds hold out the same.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="heldOut"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">There is one text alone.</exception>
    public (TextDataset Learnt, TextDataset HeldOut) Split(long heldOut, ulong seed = 0)
    {
        if (Count < 2)
        {
            throw new InvalidOperationException($"'{Name}' has one text, which cannot be in two parts.");
        }
        Argument.Within(1, Count - 1, heldOut);
        var order = Shuffle.Permutation(Count, seed, 0);
        return (Part(order[(int)heldOut..]), Part(order[..(int)heldOut]));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Count} texts of at most {Length} of {Vocabulary}";

    private TextDataset Part(long[] indices)
    {
        var some = new int[indices.Length * Length];
        for (var i = 0; i < indices.Length; i++)
        {
            numbers.AsSpan((int)indices[i] * Length, Length).CopyTo(some.AsSpan(i * Length));
        }

        return new TextDataset(Name, Vocabulary, Length, some);
    }

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        Check.Indices(indices, this);
        using var dense = indices.contiguous();
        var chosen = MemoryMarshal.Cast<byte, long>(dense.bytes);
        var floats = new float[chosen.Length * Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            var row = numbers.AsSpan((int)chosen[i] * Length, Length);
            for (var t = 0; t < Length; t++)
            {
                floats[(i * Length) + t] = row[t];
            }
        }

        using var scope = NewDisposeScope();
        var samples = TensorBytes.Copy<float>(floats, ScalarType.Float32, chosen.Length, Length).to(device);
        return new Batch(samples, null).MoveToOuterDisposeScope();
    }

    /// <summary>Frees nothing: all is managed memory.</summary>
    public void Dispose() { }

    /// <exception cref="DataFormatException">So many numbers fit no array.</exception>
    internal static void ThrowIfTooMany(string source, long count, long length)
    {
        if (count * length > MaxNumbers)
        {
            throw new DataFormatException(
                source,
                $"at most {MaxNumbers} tokens with what fills up shorter texts",
                $"{count} texts of {length}",
                "State a smaller TextOptions.MaxLength, or give fewer texts."
            );
        }
    }

    private static TextOptions Checked(TextOptions? options)
    {
        options ??= new TextOptions();
        GanConfigurationException.ThrowIfAny(options.Problems());
        return options;
    }

    private static IEnumerable<string> NotNull(IEnumerable<string> texts) =>
        texts.Select(text => text ?? throw new ArgumentException("One of the texts is null.", nameof(texts)));
}
