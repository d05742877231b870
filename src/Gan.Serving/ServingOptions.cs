namespace Gan.Serving;

/// <summary>How a generator is served, and where the limits are.</summary>
public sealed record ServingOptions
{
    private const long MostPixels = 1 << 25; // as numbers of JSON they still fit into one array of bytes

    /// <summary>Name in addresses: letters, digits, '-', '_' and '.'. Empty, the default, for that of the
    /// file.</summary>
    public string Name { get; init; } = "";

    /// <summary>Samples that are made at once, of one request or of several: from 1 to 4096. Default 32.</summary>
    public int MaxBatch { get; init; } = 32;

    /// <summary>How long a request waits for others to be made with it: from 0 to 1 second. Default 2 ms.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Requests that may wait; further ones are told to come again, with status 429. From 1 to 100,000.
    /// Default 256.</summary>
    public int Queue { get; init; } = 256;

    /// <summary>Samples of a request: from 1 to 65,536. Default 256.</summary>
    public int MaxCount { get; init; } = 256;

    /// <summary>Pixels of all samples of a request, or numbers where these are no images: from 1 to
    /// 33,554,432. Default 4,194,304: 64 images of 256 x 256.</summary>
    public long MaxPixels { get; init; } = 1 << 22;

    /// <summary>Bytes of a request: from 1,024 to 1 GiB. Default 8 MiB.</summary>
    public int MaxBodyBytes { get; init; } = 8 << 20;

    /// <summary>Threads of ONNX Runtime; 0, the default, for one of each core.</summary>
    public int Threads { get; init; }

    /// <summary>Whoever asks must name one of these, as header <c>X-Api-Key</c> or as bearer. Each has at least 8
    /// characters. None, the default, lets everybody ask.</summary>
    public IReadOnlyList<string> ApiKeys { get; init; } = [];

    /// <summary>Whether <see cref="GanServer"/> shows the gallery at <c>/gallery/</c>. With <see cref="ApiKeys"/> there
    /// is none, for a browser names no key. Default true.</summary>
    public bool Gallery { get; init; } = true;

    /// <summary>Folder <c>dist</c> of the npm package onnxruntime-web, which the gallery runs on. Null, the default,
    /// looks beside the program, in <c>node_modules</c> and where <c>eng/setup.sh</c> leaves it.</summary>
    public string? OnnxWeb { get; init; }

    /// <summary>What stands against these settings, a sentence each; empty where nothing does.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        void Must(bool holds, string sentence)
        {
            if (!holds)
            {
                problems.Add(sentence);
            }
        }
        Must(Name is not null && ServedGan.IsName(Name), "Name must have letters, digits, '-', '_' and '.' alone.");
        Must(MaxBatch is >= 1 and <= 4096, $"MaxBatch must be in [1, 4096], but was {MaxBatch}.");
        Must(
            MaxDelay >= TimeSpan.Zero && MaxDelay <= TimeSpan.FromSeconds(1),
            $"MaxDelay must be from 0 to 1000 ms, but was {MaxDelay.TotalMilliseconds} ms."
        );
        Must(Queue is >= 1 and <= 100_000, $"Queue must be in [1, 100000], but was {Queue}.");
        Must(MaxCount is >= 1 and <= 65_536, $"MaxCount must be in [1, 65536], but was {MaxCount}.");
        Must(MaxPixels is >= 1 and <= MostPixels, $"MaxPixels must be in [1, {MostPixels}], but was {MaxPixels}.");
        Must(
            MaxBodyBytes is >= 1024 and <= 1 << 30,
            $"MaxBodyBytes must be in [1024, 1073741824], but was {MaxBodyBytes}."
        );
        Must(Threads is >= 0 and <= 1024, $"Threads must be in [0, 1024], but was {Threads}.");
        Must(
            ApiKeys is not null && ApiKeys.All(key => key?.Length is >= 8 and <= 1024),
            "Each of ApiKeys must have from 8 to 1024 characters."
        );
        return problems;
    }

    /// <summary>As for every record, but without the keys.</summary>
    public override string ToString() =>
        $"ServingOptions {{ Name = {Name}, MaxBatch = {MaxBatch}, MaxDelay = {MaxDelay.TotalMilliseconds} ms, "
        + $"Queue = {Queue}, MaxCount = {MaxCount}, MaxPixels = {MaxPixels}, MaxBodyBytes = {MaxBodyBytes}, "
        + $"Threads = {Threads}, Gallery = {Gallery}, OnnxWeb = {OnnxWeb}, ApiKeys = {ApiKeys?.Count ?? 0} }}";

    internal void ThrowIfWrong()
    {
        if (Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(" ", problems));
        }
    }
}
