using Gan.Data;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Compiles what docs/marking.md shows, and runs it with few steps.</summary>
public sealed class MarkingPageTests : IDisposable
{
    private const string Made = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    private static readonly string[] Files =
    [
        "made.png",
        "real-digits.png",
        "made-elsewhere.png",
        "reader.safetensors",
        "finished.safetensors",
    ];

    private static List<string> Said { get; } = [];

    /// <summary>In place of the program's.</summary>
    private static class Console
    {
        internal static void WriteLine(string line) => Said.Add(line);
    }

    public void Dispose()
    {
        foreach (var file in Files)
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Pictures_say_where_they_come_from_and_carry_a_mark()
    {
        using var data = Mnist.Embedded();
        using var batch = data.Read(arange(4), CPU);
        using var gan = Tiny.Digits(data).Train();
        using var samples = gan.Sample(2, seed: 1);
        new PngImage(8, 8, 1, new byte[64]).Save("made-elsewhere.png");
        Say(gan, samples, batch);
        PngProvenance.SourceTypeOf("made.png").Should().Be(Made);
        PngProvenance.SourceTypeOf("real-digits.png").Should().BeNull();
        Mark(samples);
        Said.Should().HaveCount(2);
        Said[0].Should().Match("* of 64 bits, p = *e*");
    }

    [Fact]
    public void A_finished_generator_is_marked()
    {
        using var data = Mnist.Embedded();
        using (var gan = Tiny.Digits(data).Train())
        {
            gan.Save("finished.safetensors");
        }
        using var decoder = WatermarkDecoder.Train(data.SampleShape, new() { Steps = 2 });
        Finish(decoder, new WatermarkMessage("a secret key", decoder.Bits)).Bits.Should().Be(32);
    }

    private static void Say(TrainedGan gan, Tensor samples, Batch batch)
    {
        SampleGrid.Draw(samples).From(Provenance.Of(gan)).Save("made.png");
        SampleGrid.Draw(batch.Samples).From(null).Save("real-digits.png");
        PngProvenance.Add("made-elsewhere.png", new Provenance());
        var source = PngProvenance.SourceTypeOf("made-elsewhere.png");
        source.Should().Be(Made);
    }

    private static void Mark(Tensor samples)
    {
        using var mark = new SpreadWatermark("a secret key");
        using var marked = mark.Apply(samples);
        var evidence = mark.Detect(marked[0]);
        Console.WriteLine($"{evidence.Matched} of {evidence.Bits} bits, p = {evidence.PValue:0.0e0}");
        Console.WriteLine(evidence.IsFound(falsePositives: 1e-6) ? "marked" : "no mark found");
    }

    // Takes a quarter of a minute: compiled, and not run.
    internal static void Train(ImageDataset data, TrainingOptions training)
    {
        using var decoder = WatermarkDecoder.Train(data.SampleShape);
        decoder.Save("reader.safetensors");
        var message = new WatermarkMessage("a secret key", decoder.Bits);
        using var gan = new GanBuilder()
            .WithData(data)
            .WithDcgan()
            .WithHinge()
            .AddGeneratorPenalty(new WatermarkPenalty(decoder, message), schedule: new WarmUp(100))
            .WithTraining(training)
            .Train();
    }

    private static WatermarkEvidence Finish(WatermarkDecoder decoder, WatermarkMessage message)
    {
        using var finished = TrainedGan.Load("finished.safetensors");
        using var copy = decoder.Mark(finished, message);
        var read = decoder.Detect(copy.Sample(1, seed: 0)[0], message);
        return read;
    }
}
