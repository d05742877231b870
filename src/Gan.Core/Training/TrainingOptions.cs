using System.Globalization;

namespace Gan;

/// <summary>The course of a training.</summary>
public sealed record TrainingOptions
{
    private const long DefaultSteps = 1500;
    private const int DefaultBatch = 64;
    private const double DefaultDecay = 0.999;
    private readonly long? steps;
    private readonly int? batch;
    private readonly double? decay;

    /// <summary>Generator updates of a whole training. At least 1. Default 1,500: on the embedded digits a narrow DCGAN
    /// with WGAN-GP needs about that many.</summary>
    public long Steps
    {
        get => steps ?? DefaultSteps;
        init => steps = value;
    }

    /// <summary>
    /// Length of the training in minutes on the clock, in place of <see cref="Steps"/>: Build times some steps of a
    /// trial on this machine and sets <see cref="Steps"/> by them, so that schedules know the end. A training that is
    /// resumed keeps the steps that it began with. Greater than 0. Null (the default) takes <see cref="Steps"/>.
    /// </summary>
    public double? Minutes { get; init; }

    /// <summary>Samples of one update. At least 2, and 1 in games of their own, such as translations: pix2pix and
    /// CycleGAN were published so. Default 64, or the preset's.</summary>
    public int BatchSize
    {
        get => batch ?? DefaultBatch;
        init => batch = value;
    }

    /// <summary>
    /// Samples that are computed at a time, for batches that memory does not hold: the gradients of a step's parts add
    /// up to the whole batch's. At least 1, and <see cref="BatchSize"/> must be a multiple of it. Null (the default)
    /// takes the batch as a whole. What the parts cannot do exactly is refused by Build or said in a warning: batch
    /// normalisation takes the statistics of a part.
    /// </summary>
    public int? MicroBatch { get; init; }

    /// <summary>Discriminator updates before each generator update (n_critic). At least 1. Null (the default) lets the
    /// loss choose: 5 for WGAN, WGAN-GP and WGAN-LP, else 1.</summary>
    public int? CriticSteps { get; init; }

    /// <summary>Discriminator updates before the first step, so that the generator starts against one that has learnt
    /// something. At least 0. Default 0.</summary>
    public int DiscriminatorWarmUp { get; init; }

    /// <summary>Lets the data set grow during training; null (the default) uses all of it from the start.</summary>
    public DataGrowth? DataGrowth { get; init; }

    /// <summary>
    /// Threads that read batches ahead of the training, from 0 to 64. Default 0: the training reads for itself, which
    /// is enough for data that lie decoded in memory. What is read does not depend on it, so a training may be resumed
    /// with another number. The data set must allow reads from several threads.
    /// </summary>
    public int DataWorkers { get; init; }

    /// <summary>What all random numbers of the training derive from: weights, order of the data, latents, dropout,
    /// penalties. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Decay of the moving average of the generator's weights, in [0, 1); 0 switches it off. Samples come from the
    /// average (Karras et al. 2018). The decay rises from 0.1 as (1 + k) / (10 + k) in step k, so that short trainings
    /// are not held back by their first weights. Default 0.999.
    /// </summary>
    public double MovingAverageDecay
    {
        get => decay ?? DefaultDecay;
        init => decay = value;
    }

    /// <summary>The moving average by its half-life in images, in place of <see cref="MovingAverageDecay"/> and its
    /// rise; null (the default) leaves it to the decay where one is given, else to the preset.</summary>
    public HalfLife? MovingAverageHalfLife { get; init; }

    /// <summary>Whether the generator's weights are averaged.</summary>
    public bool Averages => MovingAverageDecay > 0 || MovingAverageHalfLife is not null;

    /// <summary>What is out of range, each with its bound and value.</summary>
    public IEnumerable<Problem> Problems() =>
        [
            .. Bounds.All(
                Bounds.AtLeast(1, Steps),
                Minutes is { } minutes ? Bounds.Above(0, minutes, nameof(Minutes)) : null,
                Bounds.AtLeast(1, BatchSize),
                Bounds.AtLeast(1, MicroBatch) ?? Divides(),
                Bounds.AtLeast(1, CriticSteps),
                Bounds.AtLeast(0, DiscriminatorWarmUp),
                Bounds.Within(0, 64, DataWorkers)
            ),
            .. DataGrowth?.Problems() ?? [],
            .. Bounds.All(Bounds.In("[0, 1)", MovingAverageDecay)),
            .. MovingAverageHalfLife?.Problems() ?? [],
        ];

    /// <summary>All settings as names and text, in the order in which files have them.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Describe() =>
        [
            new("steps", Text(Steps)),
            new("batchSize", Text(BatchSize)),
            new("microBatch", MicroBatch is { } part ? Text(part) : "none"),
            new("criticSteps", Text(CriticSteps ?? 1)),
            new("seed", Text(Seed)),
            new("discriminatorWarmUp", Text(DiscriminatorWarmUp)),
            new("dataGrowth", DataGrowth is null ? "none" : InvariantText.Of(DataGrowth)),
            new("dataWorkers", Text(DataWorkers)),
            new("movingAverageDecay", Text(MovingAverageDecay)),
            new("movingAverageHalfLife", MovingAverageHalfLife is { } life ? InvariantText.Of(life) : "none"),
        ];

    /// <summary>These, and a preset's where nothing was said.</summary>
    internal TrainingOptions Or(Preset preset) =>
        this with
        {
            BatchSize = batch ?? preset.BatchSize ?? DefaultBatch,
            Minutes = Minutes ?? (steps is null ? preset.Minutes : null),
            CriticSteps = CriticSteps ?? preset.CriticSteps,
            MovingAverageHalfLife = MovingAverageHalfLife ?? (decay is null ? preset.MovingAverageHalfLife : null),
        };

    /// <summary>Where a step stands in this training.</summary>
    internal TrainingMoment Moment(long step) => new(step, Steps, BatchSize);

    private Problem? Divides() =>
        MicroBatch is { } part && BatchSize >= 1 && BatchSize % part != 0
            ? new Problem(
                $"BatchSize {BatchSize} is not a multiple of MicroBatch {part}.",
                $"Take MicroBatch {Enumerable.Range(1, Math.Min(part, BatchSize)).Last(d => BatchSize % d == 0)}."
            )
            : null;

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
