namespace Gan.Monitoring;

/// <summary>
/// Films a training: samples from fixed latents at many moments as one animated PNG, which browsers play. The file is
/// whole at any time, grows while the training runs, and goes on after a resume.
/// </summary>
/// <remarks>Images <c>[1, H, W]</c>, <c>[3, H, W]</c> and <c>[4, H, W]</c> (RGBA) become a grid, points <c>[2]</c> a
/// plot over real points. Memory and file hold the compressed pictures: some 20 kB each for 64 grey samples of
/// 28 × 28.</remarks>
public sealed class TrainingAnimation : ITrainingCallback
{
    private readonly string path;
    private readonly int count;
    private readonly int maxPictures;
    private readonly ulong seed;
    private readonly TimeSpan frame;
    private readonly TimeSpan pause;
    private readonly bool planes;
    private readonly OutputLock output;
    private AnimatedPng film = new();
    private SamplePicture? picture;
    private Moments moments;
    private long lastStep;

    /// <summary>Films into a file.</summary>
    /// <param name="path">The file, such as "training.png"; its folder
    /// is made if it is missing. A fresh training replaces it.</param>
    /// <param name="count">Samples in a picture, at least 1.</param>
    /// <param name="seed">Chooses the latents.</param>
    /// <param name="maxPictures">Pictures in the film, at least 2. A training
    /// that is prolonged beyond them drops every second one.</param>
    /// <param name="frame">Time of a picture, up to 65 s; null for 0.1 s.</param>
    /// <param name="pause">Time of the last picture, up to 65 s; null for 2 s.</param>
    /// <param name="planes">True draws each channel of an image, of which there may be any number, as a grey picture of
    /// its own.</param>
    public TrainingAnimation(
        string path,
        int count = 64,
        ulong seed = 0,
        int maxPictures = 60,
        TimeSpan? frame = null,
        TimeSpan? pause = null,
        bool planes = false
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPictures, 2);
        this.path = Path.GetFullPath(path);
        output = new(this.path);
        this.count = count;
        this.seed = seed;
        this.maxPictures = maxPictures;
        this.frame = Time(frame ?? TimeSpan.FromSeconds(0.1), nameof(frame));
        this.pause = Time(pause ?? TimeSpan.FromSeconds(2), nameof(pause));
        this.planes = planes;
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(GanSettings settings) => OutputPath.All(OutputPath.OfFile(path));

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The game has no generator, or samples of this shape cannot be
    /// drawn.</exception>
    /// <exception cref="IOException">Another callback, of this training or another one, writes the file.</exception>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        output.Take(() => Start(context));
    }

    private void Start(TrainingContext context)
    {
        lastStep = context.Step;
        moments = new(maxPictures - 1, context); // the picture before the first step is one of them
        var drawn = new SamplePicture(context, count, seed, planes, nameof(TrainingAnimation));
        film = context.Step > 0 ? AnimatedPng.Open(path) : new();
        film.CutBehind(context.Step);
        if (context.Step == 0)
        {
            Draw(context, drawn); // what the generator makes before it has learnt anything
        }
        picture = drawn;
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
    }

    private void Draw(TrainingContext context, SamplePicture picture)
    {
        film.CutBehind(context.Step - 1); // done again after a return to a checkpoint
        film.Add(context.Step, picture.Draw(context));
        while (film.Count > maxPictures)
        {
            film.Thin();
        }
        film.Save(path, frame, pause);
        lastStep = context.Step;
    }

    private static TimeSpan Time(TimeSpan time, string name)
    {
        var fits = time > TimeSpan.Zero && time <= TimeSpan.FromSeconds(65);
        Argument.Must(fits, "be greater than 0 and at most 65 s", $"{time.TotalSeconds} s", name);
        return time;
    }
}
