namespace Gan.Games;

/// <summary>How a writer learns from its judge.</summary>
public enum TextLearning
{
    /// <summary>By the judge's opinion of whole texts, as a reward for each token (SeqGAN, Yu et al. 2017).</summary>
    PolicyGradient,

    /// <summary>By the judge's gradient at tokens that are softened (Gumbel softmax, Kusner and Hernández-Lobato
    /// 2016).</summary>
    GumbelSoftmax,
}

/// <summary>What a policy gradient rewards. All but the judge are controls: a gain that they show too is none of
/// adversarial learning.</summary>
public enum TextReward
{
    /// <summary>The judge's probability that a text is real.</summary>
    Judge,

    /// <summary>1 for all tokens.</summary>
    Constant,

    /// <summary>The judge's, each text with those of another.</summary>
    Shuffled,
}

/// <summary>The course of a text GAN's training: likelihood first, then the judge alone, then both.</summary>
public sealed record TextGanOptions
{
    /// <summary>How often all texts are read while the writer learns by likelihood alone. At least 0. Default 80; the
    /// paper has 120.</summary>
    public int PretrainEpochs { get; init; } = 80;

    /// <summary>Steps in which the judge learns alone. At least 0. Default 200.</summary>
    public long JudgeSteps { get; init; } = 200;

    /// <summary>Steps in which writer and judge learn from each other. At least 0, which is likelihood alone. Default
    /// 200, as in the paper.</summary>
    public long Rounds { get; init; } = 200;

    /// <summary>Texts of a step. At least 2. Default 64, as in the paper. Fewer texts have smaller batches.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>What the writer's rate is multiplied by after the likelihood. At least 0. Default 1.</summary>
    public double RateAfterPretraining { get; init; } = 1;

    /// <summary>How the writer learns from its judge.</summary>
    public TextLearning Learning { get; init; } = TextLearning.PolicyGradient;

    /// <summary>How often a policy gradient finishes each beginning of a text to judge it, from 1 to 10,000.
    /// Default 16, as
    /// in the paper.</summary>
    public int Rollouts { get; init; } = 16;

    /// <summary>What a policy gradient rewards.</summary>
    public TextReward Reward { get; init; } = TextReward.Judge;

    /// <summary>Whether the mean reward of the batch's other texts is taken off, so that no token is preferred for
    /// having been written. Default true; the published code has none.</summary>
    public bool Baseline { get; init; } = true;

    /// <summary>β at the end, 1 at the beginning: the larger, the nearer soft tokens are to 0 and 1 (RelGAN, Nie et al.
    /// 2019, section 3.2). At least 1. Default 100.</summary>
    public double InverseTemperature { get; init; } = 100;

    /// <summary>What all random numbers of the training derive from. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.Of(
            nameof(TextGanOptions),
            Bounds.AtLeast(0, PretrainEpochs),
            Bounds.AtLeast(0, JudgeSteps),
            Bounds.AtLeast(0, Rounds),
            Bounds.AtLeast(2, BatchSize),
            Bounds.AtLeast(0.0, RateAfterPretraining),
            Bounds.Named(Learning),
            Bounds.Within(1, 10_000, Rollouts),
            Bounds.Named(Reward),
            Bounds.AtLeast(1.0, InverseTemperature),
            Bounds.Must(PretrainEpochs + JudgeSteps + Rounds > 0, "be greater than 0 in one phase at least", 0, "Steps")
        );

    internal int BatchOf(long texts) => (int)Math.Clamp(texts, 2, BatchSize);

    /// <summary>Steps of likelihood alone.</summary>
    internal long PretrainSteps(long texts) => PretrainEpochs * Math.Max(1, texts / BatchOf(texts));

    /// <summary>All steps. The moving average is the copy that lags behind in the paper's code, from which texts are
    /// finished.</summary>
    internal TrainingOptions Training(long texts) =>
        new()
        {
            BatchSize = BatchOf(texts),
            Steps = PretrainSteps(texts) + JudgeSteps + Rounds,
            MovingAverageDecay = 0.8,
            Seed = Seed,
        };
}
