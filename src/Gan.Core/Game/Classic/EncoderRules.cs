using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Where a network cannot read its input: whether the encoder of the conditioning is to blame, whose result is
/// that input.</summary>
internal static class EncoderRules
{
    /// <returns>Null where the encoder gives what the generator was made for, or there is none.</returns>
    internal static Problem? OfGenerator(GanSettings settings, Tensor? condition, Device device) =>
        settings.Conditioning is not { } conditioning
            ? null
            : Check(
                conditioning,
                nameof(IConditioning.GeneratorEncoder),
                nameof(IConditioning.LatentSize),
                () => conditioning.GeneratorEncoder(settings.Condition),
                randn([2, settings.LatentSize], device: device),
                condition,
                [settings.Plan.GeneratorSpec.LatentSize]
            );

    /// <returns>Null where the encoder gives what the discriminator was made for, or there is none. Packs are left out:
    /// their shape is that of several samples.</returns>
    internal static Problem? OfDiscriminator(GanSettings settings, Tensor? condition, Device device) =>
        settings.Conditioning is not { } conditioning || settings.PackSize > 1
            ? null
            : Check(
                conditioning,
                nameof(IConditioning.DiscriminatorEncoder),
                nameof(IConditioning.DiscriminatorShape),
                () => conditioning.DiscriminatorEncoder([.. settings.SampleShape], settings.Condition),
                zeros([2, .. settings.SampleShape], device: device),
                condition,
                settings.Plan.DiscriminatorSpec.Shape
            );

    private static Problem? Check(
        IConditioning conditioning,
        string encoderName,
        string sizeName,
        Func<Module<Tensor, Tensor, Tensor>> make,
        Tensor input,
        Tensor? condition,
        IReadOnlyList<long> expected
    )
    {
        var name = conditioning.GetType().Name;
        try
        {
            using var encoder = make();
            encoder.to(input.device);
            var found = encoder.call(input, condition!).shape;
            return found.SequenceEqual([2, .. expected])
                ? null
                : new Problem(
                    $"{name}.{encoderName} must give {ShapeText.OfBatch(expected)}, as {name}.{sizeName} says, "
                        + $"but gave {ShapeText.Of(found)} for N = 2.",
                    "Make the two agree."
                );
        }
        catch (Exception e)
        {
            var shape = ShapeText.Of(input.shape);
            return new($"{name}.{encoderName} cannot read its input {shape}: {TorchErrors.Text(e)}") { Cause = e };
        }
    }
}
