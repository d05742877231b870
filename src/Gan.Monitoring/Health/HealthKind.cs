namespace Gan.Monitoring;

/// <summary>What a <see cref="HealthMonitor"/> can find.</summary>
public enum HealthKind
{
    /// <summary>A loss, score, gradient or weight is infinite or no number.</summary>
    NonFinite,

    /// <summary>The discriminator's scores are saturated: it makes so few
    /// errors that its objective has almost no gradient left.</summary>
    DiscriminatorWins,

    /// <summary>The generator's gradient has become a tiny part of what it was.</summary>
    VanishingGradient,

    /// <summary>A gradient or the scores have outgrown every reasonable size.</summary>
    Exploding,

    /// <summary>The samples resemble each other far more than real samples do (mode collapse).</summary>
    Collapse,

    /// <summary>The samples are copies of training samples.</summary>
    Memorisation,

    /// <summary>The two networks overtake each other in turns instead of settling.</summary>
    Oscillation,

    /// <summary>Rows of a table that are made lack a category that the table has.</summary>
    LostCategory,

    /// <summary>A writer repeats texts far more often than real ones are repeated.</summary>
    RepeatedTexts,
}
