using System.Globalization;

namespace Gan;

/// <summary>
/// Joins what each part says of itself. The names are what a resumed training compares: they and their texts never
/// change, and new ones read "none" where an earlier checkpoint lacks them.
/// </summary>
internal static class SettingsDescription
{
    private const string None = "none";

    // The whole in one culture: a part of one's own may describe itself by what depends on it.
    internal static IReadOnlyDictionary<string, string> Of(GanSettings settings) => InvariantText.Of(settings, All);

    private static Dictionary<string, string> All(GanSettings settings) =>
        new Dictionary<string, string>([
            new("data", settings.DataSet),
            new("samples", Text(settings.DataCount)),
            new("shape", ShapeText.Of(settings.SampleShape)),
            new("classes", Text(settings.DataCondition.Classes)),
            new("networks", settings.Networks.Describe()),
            new("loss", settings.Loss.Describe()),
            new("penalties", List(settings.Penalties.Select(term => term.Describe()))),
            new("generatorPenalties", List(settings.GeneratorPenalties.Select(term => term.Describe()))),
            new("augmentations", List(settings.Augmentations.Select(augmentation => augmentation.Describe()))),
            new("adaptiveStrength", Text(settings.AdaptiveStrength)),
            new("packSize", Text(settings.PackSize)),
            new("discriminators", Text(settings.DiscriminatorCount)),
            new("transfer", Text(settings.Transfer)),
            new("stopping", List(settings.Stopping.Select(rule => rule.Describe()))),
            new("constraints", List(settings.Constraints.Select(constraint => constraint.Describe()))),
            new("conditioning", settings.Conditioning?.Describe() ?? None),
            new("generatorOptimizer", settings.GeneratorOptimizer.Describe()),
            new("discriminatorOptimizer", settings.DiscriminatorOptimizer.Describe()),
            .. settings.Training.Describe(),
            new("mixedPrecision", settings.MixedPrecision ? "bfloat16" : None),
            new("kernels", settings.Kernels ? "on" : "off"),
            new("device", settings.Device),
            new("game", settings.Game ?? None),
            new("inputShape", settings.InputShape is { } input ? ShapeText.Of(input) : None),
            new("scheduledStrength", Text(settings.ScheduledStrength)),
        ]);

    private static string List(IEnumerable<string> parts) =>
        string.Join("; ", parts) is { Length: > 0 } text ? text : None;

    private static string Text(object? part) => part is null ? None : InvariantText.Of(part);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
