using Gan.Losses;

namespace Gan;

/// <summary>A penalty and how often it is due.</summary>
/// <param name="Penalty">The penalty.</param>
/// <param name="Every">Due in each Every-th discriminator update, scaled by Every (lazy regularisation, Karras et al.
/// 2020, without their correction of the optimiser's rate and β). At least 1.</param>
public sealed record ScheduledPenalty(IPenalty Penalty, int Every = 1)
{
    /// <summary>The penalty's own line and how often it is due.</summary>
    public string Describe() => $"{Penalty.Describe()} every {Every}";
}

/// <summary>A term of the generator's objective and how often it is due.</summary>
/// <param name="Penalty">The term.</param>
/// <param name="Every">Due in each Every-th generator update, scaled by Every. At least 1.</param>
public sealed record ScheduledGeneratorPenalty(IGeneratorPenalty Penalty, int Every = 1)
{
    /// <summary>The term's own line and how often it is due.</summary>
    public string Describe() => $"{Penalty.Describe()} every {Every}";
}
