using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>Plans of translators for the data of a training.</summary>
internal static class TranslationPlans
{
    internal static TranslatorPlan Of(GanSettings settings, ITranslatorFamily family, TranslationKind kind) =>
        new()
        {
            Family = family,
            InputShape = settings.InputShape ?? throw TranslationRules.NoInputs(settings),
            OutputShape = settings.SampleShape,
            Kind = kind,
            MixedPrecision = settings.MixedPrecision,
            OnProcessor = settings.Plan.OnProcessor,
        };

    internal static TranslatorNetwork Make(TranslatorPlan plan, Device device)
    {
        var network = plan.MakeTranslator();
        network.PlaceOn(device);
        return network;
    }

    /// <summary>What a judge of images of a shape is made from.</summary>
    internal static NetworkSpec JudgeSpec(GanSettings settings, IReadOnlyList<long> shape) =>
        settings.Plan.DiscriminatorSpec with
        {
            Shape = shape,
            Condition = default,
        };
}
