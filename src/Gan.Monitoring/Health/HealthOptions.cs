namespace Gan.Monitoring;

/// <summary>
/// How often a <see cref="HealthMonitor"/> looks and what it takes for a problem. The thresholds were chosen between
/// runs that were made to fail and healthy ones (docs/results.md has both), nearer to the failures: a monitor that
/// cries without need is switched off.
/// </summary>
public sealed record HealthOptions
{
    /// <summary>Steps between two looks at scores and gradients. At least
    /// 1. Default 25: a look costs one read of the gradients.</summary>
    public int CheckEvery { get; init; } = 25;

    /// <summary>Steps between two looks at samples. At least 1. Default
    /// 100: a look costs a forward pass of <see cref="Samples"/>.</summary>
    public int SampleEvery { get; init; } = 100;

    /// <summary>Samples of a look. At least 16. Default 128: of so
    /// many, a healthy set has next to no near-duplicates.</summary>
    public int Samples { get; init; } = 128;

    /// <summary>
    /// Looks in a row at which a problem must be seen before it is reported, and must not be seen before it counts as
    /// over. At least 1. Default 3: single looks are noisy, and most GANs have bad moments that pass.
    /// </summary>
    public int Persistence { get; init; } = 3;

    /// <summary>
    /// The discriminator wins when less than this share of its loss's gradient is left. In (0, 1). Default 0.05: for a
    /// sigmoid, errors of about 2.5 %; the healthy runs stayed above 0.3.
    /// </summary>
    public double SaturatedBelow { get; init; } = 0.05;

    /// <summary>
    /// The generator's gradient vanishes below this share of its own largest usual size, or where its loss is so much
    /// flatter than for undecided scores. In (0, 1). Default 1e-3: as a training settles the gradient falls by ten,
    /// seldom by a hundred; a saturated minimax game loses a factor of thousands.
    /// </summary>
    public double VanishingBelow { get; init; } = 1e-3;

    /// <summary>
    /// A gradient explodes above so many times its own median. Above 1. Default 100: batches differ by less than ten.
    /// Scores explode when their gap is above 100 (no sigmoid needs more than 20), or, for a Wasserstein loss, ten
    /// times the mean distance of real samples, which a critic of slope 1 cannot exceed.
    /// </summary>
    public double ExplodingAbove { get; init; } = 100;

    /// <summary>
    /// Samples have collapsed when their mean distance is below this share of that of real samples. In (0, 1). Default
    /// 0.15: healthy runs are above 0.6 as soon as shapes can be seen.
    /// </summary>
    public double CollapsedBelow { get; init; } = 0.15;

    /// <summary>
    /// Samples have also collapsed when more than this share of them has a near-duplicate. In (0, 1). Default 0.5: real
    /// samples have at most 0.1, which for points of the plane is chance.
    /// </summary>
    public double DuplicatesAbove { get; init; } = 0.5;

    /// <summary>
    /// Samples are copies when their median distance to a training sample is below this share of that between training
    /// samples. In (0, 1). Default 0.25. Seen only where the training samples looked at (at most 1,000) are a good part
    /// of the data set: a memorised set is a small one.
    /// </summary>
    public double CopiesBelow { get; init; } = 0.25;

    /// <summary>
    /// The networks take turns when the slow swing of the gap between real and generated scores is more than this times
    /// the mean gap. Above 0. Default 0.75: then each of them wins for a while.
    /// </summary>
    public double SwingAbove { get; init; } = 0.75;

    /// <summary>What is out of range, each with its bound and value.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Bounds.AtLeast(1, CheckEvery),
            Bounds.AtLeast(1, SampleEvery),
            Bounds.AtLeast(16, Samples),
            Bounds.AtLeast(1, Persistence),
            Bounds.In("(0, 1)", SaturatedBelow),
            Bounds.In("(0, 1)", VanishingBelow),
            Bounds.In("(0, 1)", CollapsedBelow),
            Bounds.In("(0, 1)", DuplicatesAbove),
            Bounds.In("(0, 1)", CopiesBelow),
            Bounds.Must(ExplodingAbove > 1, "be above 1", ExplodingAbove),
            Bounds.Must(SwingAbove > 0, "be above 0", SwingAbove)
        );
}
