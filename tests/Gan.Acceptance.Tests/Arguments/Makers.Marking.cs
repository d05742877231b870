using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>What marks need: a decoder that hardly learnt anything, and a generator of pictures that are large
/// enough.</summary>
internal sealed partial class Makers
{
    private static readonly WatermarkDecoderOptions Quickly = new()
    {
        Bits = 8,
        Steps = 1,
        BatchSize = 2,
    };

    private static readonly NetworkPlan Large = new() { Family = MlpOptions.Small, SampleShape = [1, 28, 28] };

    private static Dictionary<Type, Func<object>> MarkTypes() =>
        new()
        {
            [typeof(Provenance)] = () => new Provenance(1, "data"),
            [typeof(WatermarkMessage)] = () => new WatermarkMessage("a key", 8),
            [typeof(IWatermarkDecoder)] = Decoder,
            [typeof(WatermarkDecoder)] = Decoder,
            [typeof(WatermarkDecoderOptions)] = () => Quickly,
            [typeof(MarkingOptions)] = () => new MarkingOptions { Steps = 1, BatchSize = 2 },
            [typeof(WatermarkEvidence)] = () => new WatermarkEvidence(8, 8, 0.01),
            [typeof(SpreadWatermark)] = () => new SpreadWatermark("a key", 8),
        };

    private Dictionary<string, Func<object>> MarkNames() =>
        new()
        {
            ["PngProvenance.path"] = () => Path.Combine(folder, "pictures", "a", "1.png"),
            ["PngProvenance.Add.target"] = () => Path.Combine(folder, "marked.png"),
            ["SpreadWatermark.bits"] = () => 8,
            ["SpreadWatermark.strength"] = () => 3.0,
            ["SpreadWatermark.images"] = () => rand(2, 1, 32, 32),
            ["SpreadWatermark.image"] = () => rand(1, 32, 32),
            ["WatermarkMessage.bits"] = () => 8,
            ["WatermarkEvidence.falsePositives"] = () => 0.01,
            ["WatermarkDecoder.sampleShape"] = () => new long[] { 1, 28, 28 },
            ["WatermarkDecoder.Train.options"] = () => Quickly,
            ["WatermarkDecoder.Mark.options"] = () => new MarkingOptions { Steps = 1, BatchSize = 2 },
            ["WatermarkDecoder.forward.input"] = () => rand(2, 1, 28, 28),
            ["WatermarkDecoder.images"] = () => rand(2, 1, 28, 28),
            ["WatermarkDecoder.image"] = () => rand(1, 28, 28),
            ["WatermarkDecoder.gan"] = LargeGan,
            ["WatermarkDecoder.Load.path"] = DecoderFile,
            ["WatermarkPenalty.context"] = PicturesContext,
        };

    private static WatermarkDecoder Decoder() => WatermarkDecoder.Train([1, 28, 28], Quickly);

    private static TrainedGan LargeGan()
    {
        using var generator = Large.MakeGenerator();
        return TrainedGan.Of(generator, Large, "none", 0);
    }

    private string DecoderFile()
    {
        var path = Path.Combine(folder, "reader.safetensors");
        using var decoder = Decoder();
        decoder.Save(path);
        return path;
    }

    private static PenaltyContext PicturesContext()
    {
        var fake = rand(2, 1, 28, 28);
        return Gan.Losses.PenaltyContext.ForGenerator(
            new Judged(fake, fake, fake.flatten(1).sum(1), fake.flatten(1).sum(1)),
            x => x.flatten(1).sum(1),
            z => z,
            new Generator(1)
        );
    }
}
