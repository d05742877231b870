namespace Gan;

/// <summary>What can be said of settings before a network is made, a file a topic. Every rule names what it found and
/// the remedy.</summary>
internal static class SettingsRules
{
    private static readonly Func<GanSettings, IEnumerable<Problem>>[] Rules =
    [
        PartRules.Check,
        DataRules.Check,
        LipschitzRules.Check,
        PackingRules.Check,
        AugmentationRules.Check,
        ConditioningRules.Check,
        DiscriminatorRules.Check,
        MicroBatchRules.Check,
        DeviceRules.Check,
        PrecisionRules.Check,
    ];

    internal static IEnumerable<Problem> Check(GanSettings settings) => Rules.SelectMany(rule => rule(settings));
}
