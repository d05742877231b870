/// <summary>What all trainings share.</summary>
internal sealed record TextSettings
{
    /// <summary>Epochs of likelihood.</summary>
    internal int Epochs { get; init; } = 60;

    /// <summary>Steps in which the judge learns alone.</summary>
    internal long JudgeSteps { get; init; } = 1000;

    /// <summary>Steps of writer and judge.</summary>
    internal long Rounds { get; init; } = 400;

    /// <summary>The same with soft tokens, which cost less.</summary>
    internal long SoftRounds { get; init; } = 500;

    /// <summary>How often each beginning is finished.</summary>
    internal int Rollouts { get; init; } = 4;

    /// <summary>Share of the writer's rate after the likelihood: 0.3 loses variety, 0.05 gains less, by a seed of its
    /// own.</summary>
    internal double WriterRate { get; init; } = 0.1;

    /// <summary>The judge's rate; the paper's 1e-4 is for some 50,000 of its steps.</summary>
    internal double JudgeRate { get; init; } = 1e-3;
}
