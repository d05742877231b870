using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>A writer of texts, ready for use, with the vocabulary that leads back to characters and words.</summary>
public sealed class TrainedText : IDisposable
{
    private const long Chunk = 1024; // texts at a time, which bounds memory
    private const int LongestText = 100_000;

    private readonly ITextWriter writer;
    private long draws;
    private bool disposed;

    private TrainedText(TrainedGan gan, Vocabulary vocabulary)
    {
        Gan = gan;
        Vocabulary = vocabulary;
        writer = gan.Generator.Writer!;
    }

    /// <summary>The generator behind it, whose samples are numbers of tokens.</summary>
    public TrainedGan Gan { get; }

    /// <summary>What the numbers mean.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Tokens of the longest text that it learnt from.</summary>
    public int Length => (int)Gan.SampleShape[0];

    /// <summary>Training steps behind it.</summary>
    public long Step => Gan.Step;

    /// <summary>A writer of a generator and a vocabulary.</summary>
    /// <param name="gan">Its generator is an <see cref="ITextWriter"/>; it belongs to the result.</param>
    /// <param name="vocabulary">What its tokens mean.</param>
    /// <exception cref="ArgumentException">The two do not fit each other.</exception>
    public static TrainedText Of(TrainedGan gan, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(gan);
        ArgumentNullException.ThrowIfNull(vocabulary);
        return Misfit(gan, vocabulary) is { } misfit
            ? throw new ArgumentException(misfit, nameof(vocabulary))
            : new TrainedText(gan, vocabulary);
    }

    private static string? Misfit(TrainedGan gan, Vocabulary vocabulary)
    {
        if (gan.Generator.Writer is not { } writer)
        {
            return $"The generator {gan.Generator.GetName()} writes no texts.";
        }
        var mark = writer.EndToken is null ? "" : " with an end mark";
        return writer.Tokens == vocabulary.Size && writer.EndToken == vocabulary.End
            ? null
            : $"The writer has {writer.Tokens} tokens{mark}, but the vocabulary {vocabulary.Size}: {vocabulary}.";
    }

    /// <summary>New texts.</summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="length">Tokens of the longest, from 1 to 100,000; null for <see cref="Length"/>.</param>
    /// <param name="temperature">Greater than 0. Below 1 likelier tokens become more likely: fewer mistakes for less
    /// variety. Default 1.</param>
    /// <param name="seed">Equal seeds give equal texts; null draws new ones at each call.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed.</exception>
    public IReadOnlyList<string> Write(long count, int? length = null, double temperature = 1, long? seed = null) =>
        [.. WriteTokens(count, length, temperature, seed).Select(text => Vocabulary.Decode(text))];

    /// <summary>New texts as numbers of tokens, without end marks.</summary>
    /// <inheritdoc cref="Write"/>
    public IReadOnlyList<IReadOnlyList<long>> WriteTokens(
        long count,
        int? length = null,
        double temperature = 1,
        long? seed = null
    )
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var most = Argument.Within(1, LongestText, length ?? Length, nameof(length));
        Argument.Within(1, Array.MaxLength / most, count);
        Argument.Above(0.0, temperature);
        using var random = new Generator((ulong)(seed ?? (Interlocked.Increment(ref draws) ^ 0x7E87_5EED)));
        var device = Gan.Generator.parameters().First().device;
        var texts = new List<IReadOnlyList<long>>();
        while (texts.Count < count)
        {
            using var scope = NewDisposeScope();
            var uniform = rand([Math.Min(Chunk, count - texts.Count), most], generator: random).to(device);
            var numbers = writer.Write(uniform, temperature).cpu().data<long>().ToArray();
            texts.AddRange(numbers.Chunk(most).Select(Whole));
        }
        return texts;
    }

    private long[] Whole(long[] row)
    {
        var end = Vocabulary.End is { } mark ? Array.IndexOf(row, mark) : -1;
        return end < 0 ? row : row[..end];
    }

    /// <summary>How unlikely it holds texts: −ln of their probability, for each token and end mark on
    /// average.</summary>
    /// <param name="texts">Texts of its vocabulary.</param>
    /// <exception cref="ArgumentException">They have another vocabulary.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed.</exception>
    public double Unlikelihood(TextDataset texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!texts.Vocabulary.Equals(Vocabulary))
        {
            throw new ArgumentException(
                $"The texts have another vocabulary, {texts.Vocabulary}, than the writer's, {Vocabulary}. Load them "
                    + "with the writer's: TextDataset.Load(path, writer.Vocabulary).",
                nameof(texts)
            );
        }
        using var scope = NewDisposeScope();
        var all = texts.Read(arange(texts.Count), CPU).Samples;
        var (sums, counts) = TextLikelihood.OfTexts(Gan.Generator, all);
        return sums.to(ScalarType.Float64).sum().ToDouble() / counts.to(ScalarType.Float64).sum().ToDouble();
    }

    /// <summary>Writes weights, architecture and vocabulary to one safetensors file.</summary>
    /// <exception cref="IOException">The file cannot be written; an older one is left whole.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using var scope = NewDisposeScope();
        var metadata = TextFile.Metadata(Gan.Plan, Vocabulary, Gan.DataSet, Step);
        Safetensors.Save(path, Gan.Generator.state_dict(), Gan.WithLatentRule(metadata));
    }

    /// <summary>Loads what <see cref="Save"/> wrote, or the writer of a checkpoint. Runs no code from the
    /// file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where to write. Default: the CPU.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of another version or kind; says what was expected
    /// and found.</exception>
    public static TrainedText Load(string path, Device? device = null)
    {
        var vocabulary = TextFile.Read(path);
        var gan = TrainedGan.Load(path, device);
        if (Misfit(gan, vocabulary) is { } misfit)
        {
            gan.Dispose();
            throw TextFile.Wrong(path, misfit);
        }
        return new TrainedText(gan, vocabulary);
    }

    /// <summary>The same with the device by name: "cpu", "cuda" or "cuda:1".</summary>
    /// <inheritdoc cref="Load(string, Device?)"/>
    /// <exception cref="ArgumentException">There is no such kind of device.</exception>
    public static TrainedText Load(string path, string device) => Load(path, DeviceName.Parse(device));

    /// <summary>What it writes and how long it was trained.</summary>
    public override string ToString() => $"Writer of {Step} steps: texts of at most {Length} of {Vocabulary}";

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        Gan.Dispose();
    }
}
