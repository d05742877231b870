using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Watermarks;

public sealed class WatermarkDecoderTests : IDisposable
{
    private static readonly WatermarkDecoderOptions Quick = new()
    {
        Bits = 16,
        Steps = 150,
        BatchSize = 16,
        Strength = 0.2,
    };

    private static readonly Lazy<WatermarkDecoder> Trained = new(() => WatermarkDecoder.Train([1, 28, 28], Quick));

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly string folder = Directory.CreateTempSubdirectory("gan-watermark").FullName;

    public void Dispose()
    {
        scope.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_finished_generator_learns_to_write_and_stays_near_itself()
    {
        using var gan = Fresh();
        var message = new WatermarkMessage("a key", 16);
        using var marked = Trained.Value.Mark(gan, message, new MarkingOptions { Steps = 60, BatchSize = 16 });
        var before = gan.Sample(64, seed: 1);
        var after = marked.Sample(64, seed: 1);
        Share(before, message).Should().BeLessThan(0.9);
        Share(after, message).Should().BeGreaterThan(0.95);
        // Nine samples, two pixels between them: together they say more than one.
        var grid = nn.functional.pad(after.narrow(0, 0, 9), [0, 2, 0, 2], value: -0.5);
        grid = nn.functional.pad(grid.reshape(3, 3, 30, 30).permute(0, 2, 1, 3).reshape(1, 90, 90), [2, 0, 2, 0]);
        var evidence = Trained.Value.Detect(grid, message);
        evidence.IsFound(1e-3).Should().BeTrue(evidence.ToString());
        (after - before).square().mean().sqrt().ToDouble().Should().BeLessThan(0.4);
        marked.Generator.parameters().Should().OnlyContain(weight => !weight.requires_grad);
    }

    [Fact]
    public void A_training_with_the_penalty_writes_it_too()
    {
        var pixels = new byte[64 * 784];
        new Random(1).NextBytes(pixels);
        using var data = Gan.Data.ImageDataset.FromBytes(pixels, 1, 28, 28);
        var message = new WatermarkMessage("a key", 16);
        using var gan = new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new() { Steps = 150, BatchSize = 16 })
            .WithOptimizers(new AdamOptions(2e-3), new AdamOptions(1e-4))
            .AddGeneratorPenalty(new WatermarkPenalty(Trained.Value, message, 5))
            .Train();
        Share(gan.Sample(64, seed: 1), message).Should().BeGreaterThan(0.95);
    }

    [Fact]
    public void Images_without_the_mark_agree_no_more_often_than_coins()
    {
        using var random = new Generator(2);
        var images = WatermarkDecoderTraining.Images(2000, [1, 28, 28], random);
        var values = images
            .unbind(0)
            .Select((image, n) => Trained.Value.Detect(image, new WatermarkMessage($"key {n}", 16)).PValue)
            .ToList();
        // P(p ≤ a) ≤ a; more than four deviations above would be no chance.
        values.Count(p => p <= 0.1).Should().BeLessThan(254);
        values.Count(p => p <= 0.01).Should().BeLessThan(38);
    }

    [Fact]
    public void A_file_gives_the_same_decoder_again()
    {
        var path = Path.Combine(folder, "decoder.safetensors");
        Trained.Value.Save(path);
        using var loaded = WatermarkDecoder.Load(path);
        loaded.Name.Should().Be(Trained.Value.Name).And.MatchRegex("^watermark decoder [0-9a-f]{8}$");
        var images = rand(3, 1, 28, 28);
        loaded.Logits(images).Equals(Trained.Value.Logits(images)).Should().BeTrue();
        loaded.parameters().Should().OnlyContain(weight => !weight.requires_grad);
    }

    [Fact]
    public void Files_that_hold_no_decoder_or_were_changed_are_refused()
    {
        var path = Path.Combine(folder, "decoder.safetensors");
        Trained.Value.Save(path);
        var whole = File.ReadAllBytes(path);
        for (var cut = 0; cut < whole.Length; cut += 997)
        {
            File.WriteAllBytes(path, whole[..cut]);
            FluentActions.Invoking(() => WatermarkDecoder.Load(path)).Should().Throw<InvalidDataException>();
        }
        foreach (var bits in new[] { "17", "x", "-1", "100000000" })
        {
            Safetensors.Save(
                path,
                Trained.Value.state_dict(),
                new Dictionary<string, string> { ["watermark.shape"] = "1,28,28", ["watermark.bits"] = bits }
            );
            FluentActions
                .Invoking(() => WatermarkDecoder.Load(path))
                .Should()
                .Throw<InvalidDataException>()
                .WithMessage("*holds no watermark decoder: *");
        }
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        FluentActions
            .Invoking(() => WatermarkDecoder.Train([3, 16, 16]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*sides from 28 up, but was given [3, 16, 16]*too few bits.*");
        var decoder = Trained.Value;
        decoder
            .Invoking(d => d.Detect(zeros(1, 28, 28), new WatermarkMessage("k", 32)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The decoder reads 16 bits, but the message has 32.*");
        decoder.Invoking(d => d.Logits(zeros(1, 3, 28, 28))).Should().Throw<ArgumentException>();
        decoder.Invoking(d => d.Detect(zeros(28, 28), new("k", 16))).Should().Throw<ArgumentException>();
        FluentActions
            .Invoking(() => WatermarkDecoder.Train([1, 28, 28], Quick with { Bits = 4, Steps = 0 }))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*Bits must be at least 8, but was 4*Steps must be at least 1, but was 0*");
    }

    private static double Share(Tensor images, WatermarkMessage message) =>
        images.unbind(0).Average(image => Trained.Value.Detect(image, message).Accuracy);

    private static TrainedGan Fresh()
    {
        var plan = new NetworkPlan { Family = MlpOptions.Small, SampleShape = [1, 28, 28] };
        using var network = plan.MakeGenerator();
        return TrainedGan.Of(network, plan, "none", 0);
    }
}
