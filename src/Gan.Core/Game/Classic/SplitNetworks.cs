using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Whether networks treat the parts of a batch as they treat the whole. They are tried rather than known by
/// name, so that layers of the user's own are judged by the same rule.</summary>
internal static class SplitNetworks
{
    /// <summary>In evaluation mode, where batch normalisation keeps samples apart and nothing is drawn.</summary>
    internal static IEnumerable<SplitProblem> Check(
        GameSetup setup,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator
    )
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var exact = MixedPrecisionLayer.InFloat32(); // bfloat16 rounds what the trial looks for
        using var modes = new NetworkModes(generator, discriminator);
        generator.eval();
        discriminator.eval();
        var settings = setup.Settings;
        var each = 2 * settings.PackSize;
        using var random = new Generator(3, setup.Device);
        Tensor Draw(IReadOnlyList<long> shape) => randn([2 * each, .. shape], device: setup.Device, generator: random);
        var condition = GameRules.TrialConditions(settings, 2 * each, setup.Device);
        var problems = new List<SplitProblem>();
        if (Compares(generator, Draw([settings.LatentSize]), condition, settings))
        {
            problems.Add(Refusal(generator.GetName()));
        }
        if (Compares(discriminator, discriminator.Reals(Draw(settings.SampleShape)), condition, settings))
        {
            problems.Add(Refusal(discriminator.GetName()));
        }
        return problems;
    }

    private static bool Compares(
        nn.Module<Tensor, Tensor?, Tensor> network,
        Tensor input,
        Tensor? condition,
        GanSettings settings
    )
    {
        var each = input.shape[0] / 2;
        Tensor OfPart(long at) => network.call(input.narrow(0, at, each), condition?.narrow(0, at, each));
        try
        {
            var whole = network.call(input, condition);
            var difference = (whole - cat([OfPart(0), OfPart(each)])).abs().max().ToDouble();
            return difference > 1e-4 * (1 + whole.abs().max().ToDouble());
        }
        catch (Exception failure) when (TrainingMemoryException.From(failure, settings.Training) is not null)
        {
            return false; // the trial's batch may be larger than the training's parts
        }
    }

    private static SplitProblem Refusal(string name) =>
        new(
            new Problem(
                $"{name} compares the samples of a batch with each other, which MicroBatch would split.",
                "Leave one of the two out."
            ),
            Refused: true
        );
}
