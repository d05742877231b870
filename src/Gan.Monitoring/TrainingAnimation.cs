namespace Gan.Monitoring;

/// <summary>
/// Films a training: samples from fixed latents at many moments as one animated PNG, which browsers play. The file is
/// whole at any time, grows while the training runs, and goes on after a resume.
/// </summary>
/// <remarks>Images <c>[1, H, W]</c> and <c>[3, H, W]</c> become a grid, points <c>[2]</c> a plot over real points.
/// Memory and file hold the compressed pictures: some 20 kB each for 64 grey samples of 28 × 28.</remarks>
public sealed class TrainingAnimation : ITrainingCallback
{
    private readonly string path;
    private readonly int count;
    private readonly int maxPictures;
    private readonly ulong seed;
    private readonly TimeSpan frame;
    private readonly TimeSpan pause;
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
    public TrainingAnimation(
        string path,
        int count = 64,
        ulong seed = 0,
        int maxPictures = 60,
        TimeSpan? frame = null,
        TimeSpan? pause = null
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPictures, 2);
        this.path = Path.GetFullPath(path);
        this.count = count;
        this.seed = seed;
        this.maxPictures = maxPictures;
        this.frame = Time(frame ?? TimeSpan.FromSeconds(0.1), nameof(frame));
        this.pause = Time(pause ?? TimeSpan.FromSeconds(2), nameof(pause));
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The game has no generator, or samples of this shape cannot be
    /// drawn.</exception>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        picture = null;
        lastStep = context.Step;
        moments = new(maxPictures - 1, context); // the picture before the first step is one of them
        picture = new SamplePicture(context, count, seed, nameof(TrainingAnimation));
        film = context.Step > 0 ? AnimatedPng.Open(path) : new();
        film.CutBehind(context.Step);
        if (context.Step == 0)
        {
            Draw(context); // what the generator makes before it has learnt anything
        }
    }

    /// <inheritdoc/>
    public void OnStep(TrainingContext context, StepReport report)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(report);
        if (moments.Due(report))
        {
            Draw(context);
        }
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (picture is not null && context.Step != lastStep)
        {
            Draw(context);
        }
        picture?.Dispose();
    }

    private void Draw(TrainingContext context)
    {
        film.CutBehind(context.Step - 1); // done again after a return to a checkpoint
        film.Add(context.Step, picture!.Draw(context));
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
