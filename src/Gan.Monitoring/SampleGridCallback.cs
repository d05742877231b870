namespace Gan.Monitoring;

/// <summary>
/// Draws samples from fixed latents at about ten moments of a training, so that the
/// pictures show the same samples as they get better: <c>grid-&lt;step&gt;.png</c> with
/// six digits, so that names sort as steps do, and the last one also as <c>grid.png</c>.
/// </summary>
/// <remarks>Images <c>[1, H, W]</c>, <c>[3, H, W]</c> and <c>[4, H, W]</c> (RGBA) become a grid, points <c>[2]</c> a
/// plot over real points.</remarks>
public sealed class SampleGridCallback : ITrainingCallback
{
    private readonly string folder;
    private readonly int count;
    private readonly ulong seed;
    private readonly List<string> files = [];
    private readonly int momentCount;
    private readonly OutputLock output;
    private readonly bool planes;
    private SamplePicture? picture;
    private Moments moments;
    private long lastStep;

    /// <summary>Draws into a folder, which is made if it is missing.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="count">Samples in a picture, at least 1.</param>
    /// <param name="seed">Chooses the latents.</param>
    /// <param name="moments">How often in a training, at least 1.</param>
    /// <param name="planes">True draws each channel of an image, of which there may be any number, as a grey picture of
    /// its own.</param>
    public SampleGridCallback(string folder, int count = 64, ulong seed = 0, int moments = 10, bool planes = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(moments, 1);
        this.folder = Path.GetFullPath(folder);
        output = new(this.folder, "folder");
        this.count = count;
        this.seed = seed;
        momentCount = moments;
        this.planes = planes;
    }

    /// <summary>The pictures so far, the oldest first.</summary>
    public IReadOnlyList<string> Files => files;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(GanSettings settings) => OutputPath.All(OutputPath.OfFolder(folder));

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The game has no generator, or samples of this shape cannot be
    /// drawn.</exception>
    /// <exception cref="IOException">Another callback, of this training or another one, writes the folder.</exception>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        output.Take(() => Start(context));
    }

    private void Start(TrainingContext context)
    {
        lastStep = context.Step;
        moments = new(momentCount, context);
        picture = new SamplePicture(context, count, seed, planes, nameof(SampleGridCallback));
    }

    /// <inheritdoc/>
    public void OnStep(TrainingContext context, StepReport report)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(report);
        if (moments.Due(report))
        {
            Draw(context, picture!);
        }
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        output.Release(); // first, because what follows may fail
        using var last = picture; // also where the disk is full
        picture = null;
        if (last is not null && context.Step != lastStep)
        {
            Draw(context, last);
        }
        if (files.Count > 0)
        {
            File.Copy(files[^1], Path.Combine(folder, "grid.png"), overwrite: true);
        }
    }

    private void Draw(TrainingContext context, SamplePicture picture)
    {
        var path = Path.Combine(folder, FormattableString.Invariant($"grid-{context.Step:D6}.png"));
        picture.Draw(context).Save(path);
        files.Remove(path); // after a return to a checkpoint it is lastStep again
        files.Add(path);
        lastStep = context.Step;
    }
}
