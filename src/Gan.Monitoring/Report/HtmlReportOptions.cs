using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>What an <see cref="HtmlReport"/> shows and how large it may become.</summary>
/// <remarks>
/// The file holds at most <see cref="PictureBytes"/> of pictures of the timeline, grown by a third as text, the
/// pictures of one look at neighbours and interpolations, and some twenty numbers for each of
/// <see cref="CurvePoints"/>: with the defaults at most about 20 MB, for digits 1 to 2.
/// </remarks>
public sealed record HtmlReportOptions
{
    /// <summary>The headline; null (the default) takes the data set's name.</summary>
    public string? Title { get; init; }

    /// <summary>Samples in a picture of the timeline, always from the same latents. At least 1. Default 64.</summary>
    public int Samples { get; init; } = 64;

    /// <summary>Whether each channel of an image, of which there may be any number, is drawn as a grey picture of its
    /// own. Default false: images [1, H, W], [3, H, W] and [4, H, W] (RGBA) are drawn.</summary>
    public bool Planes { get; init; }

    /// <summary>Chooses those latents. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Pictures in the timeline, the first and the last besides. In [1, 100]. Default 32.</summary>
    public int Moments { get; init; } = 32;

    /// <summary>Bytes of PNG in the timeline; beyond, every second
    /// picture is left out. At least 100,000. Default 12 MiB.</summary>
    public long PictureBytes { get; init; } = 12 << 20;

    /// <summary>Points of a curve; beyond, neighbouring ones are averaged. In [50, 20,000]. Default 2,000.</summary>
    public int CurvePoints { get; init; } = 2000;

    /// <summary>Samples that are shown with their nearest training
    /// samples. In [0, 64]; 0 leaves the search out. Default 8.</summary>
    public int Neighbours { get; init; } = 8;

    /// <summary>
    /// Training samples searched for neighbours, evenly spread over the data set; they are read anew at each of four
    /// moments and at the end, which for files on a disk takes time. At least 2. Default 10,000.
    /// </summary>
    public long SearchSize { get; init; } = 10_000;

    /// <summary>
    /// Maps samples [N, …] on the CPU to features [N, F] in which neighbours are searched (Euclidean); null (the
    /// default) compares the raw values.
    /// </summary>
    public Func<Tensor, Tensor>? Features { get; init; }

    /// <summary>A monitor whose findings are shown. It must be added as a callback of its own, before the report; null
    /// (the default) lets the report run one.</summary>
    public HealthMonitor? Health { get; init; }

    /// <summary>
    /// Time between two writings, and between two reloads of an open page. At least a second. Default 10 seconds. Never
    /// more than a fiftieth of the time goes into writing.
    /// </summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What is out of range, each with its bound and value.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Bounds.AtLeast(1, Samples),
            Bounds.In("[1, 100]", Moments),
            Bounds.AtLeast(100_000, PictureBytes),
            Bounds.In("[50, 20000]", CurvePoints),
            Bounds.In("[0, 64]", Neighbours),
            Bounds.AtLeast(2, SearchSize),
            Bounds.AtLeast(TimeSpan.FromSeconds(1), Refresh)
        );
}
