using System.Runtime.InteropServices;

namespace Gan.Runtime.Tests;

/// <summary>Committed files (written by ShippedFilesTests of Gan.Onnx.Tests) beside what libtorch made of the same
/// seeds.</summary>
public sealed class ShippedGanTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-shipped").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private static float[] Expected(string name) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Fixture($"{name}.f32"))).ToArray();

    private static void ShouldBe(ShippedSamples samples, float[] expected)
    {
        samples.Values.Length.Should().Be(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            samples.Values.Span[i].Should().BeApproximately(expected[i], 1e-5f);
        }
    }

    [Theory]
    [InlineData("dcgan-labels")]
    [InlineData("stylegan2")]
    public void A_seed_gives_what_it_gives_with_libtorch(string name)
    {
        using var gan = ShippedGan.Load(Fixture($"{name}.onnx"));
        ShouldBe(gan.Sample(6, seed: 11), Expected(name));
    }

    [Fact]
    public void Conditions_are_named()
    {
        using var gan = ShippedGan.Load(Fixture("mlp-conditions.onnx"));
        gan.ConditionSize.Should().Be(3);
        float[][] ones = [.. Enumerable.Repeat(new float[] { 1, 1, 1 }, 6)];
        ShouldBe(gan.Sample(ones, seed: 11), Expected("mlp-conditions"));
        gan.Invoking(g =>
                g.Sample([
                    [1, 1],
                ])
            )
            .Should()
            .Throw<ArgumentException>();
        gan.Invoking(g => g.Sample([])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Samples_depend_neither_on_batches_nor_on_how_many_are_asked_for()
    {
        using var gan = ShippedGan.Load(Fixture("dcgan-labels.onnx"));
        using var other = ShippedGan.Load(Fixture("dcgan-labels.onnx"), new() { BatchSize = 5, Threads = 1 });
        var all = gan.Sample(33, seed: 2);
        ShouldBe(other.Sample(33, seed: 2), all.Values.ToArray());
        ShouldBe(other.Sample(7, seed: 2), all.Values[..(7 * 256)].ToArray());
    }

    [Fact]
    public void A_label_is_of_all_and_without_one_the_classes_take_turns()
    {
        using var gan = ShippedGan.Load(Fixture("dcgan-labels.onnx"));
        gan.Classes.Should().Be(3);
        var turns = gan.Sample(3, seed: 2);
        var ones = gan.Sample(3, label: 1, seed: 2);
        turns[1].ToArray().Should().Equal(ones[1].ToArray());
        turns[0].ToArray().Should().NotEqual(ones[0].ToArray());
        gan.Sample(1).Values.ToArray().Should().NotEqual(gan.Sample(1).Values.ToArray(), "without a seed each is new");
    }

    [Fact]
    public void Truncation_zero_gives_a_GAN_with_styles_one_image()
    {
        using var gan = ShippedGan.Load(Fixture("stylegan2.onnx"));
        gan.HasStyles.Should().BeTrue();
        var samples = gan.Sample(2, seed: 2, truncation: 0);
        samples[0].ToArray().Should().Equal(samples[1].ToArray());
    }

    [Fact]
    public void Latents_of_the_callers_own_are_taken()
    {
        using var gan = ShippedGan.Load(Fixture("dcgan-labels.onnx"));
        var latents = Latents.Draw(11, 6, gan.LatentSize);
        ShouldBe(gan.Generate(latents, [0, 1, 2, 0, 1, 2]), Expected("dcgan-labels"));
        gan.Invoking(g => g.Generate(latents))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There must be 6 labels*");
        gan.Invoking(g => g.Generate(latents[1..], [0])).Should().Throw<ArgumentException>();
        gan.Invoking(g => g.Generate(latents[..6], [3])).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Wrong_arguments_are_told()
    {
        using var gan = ShippedGan.Load(Fixture("dcgan-labels.onnx"));
        gan.Invoking(g => g.Sample(0)).Should().Throw<ArgumentOutOfRangeException>();
        gan.Invoking(g => g.Sample(1, label: 3))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("label must be in [0, 3), but was 3.*");
        gan.Invoking(g => g.Sample(1, truncation: double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        gan.Invoking(g =>
                g.Sample([
                    [1],
                ])
            )
            .Should()
            .Throw<InvalidOperationException>();
        gan.Invoking(g => g.Sample(int.MaxValue)).Should().Throw<ArgumentOutOfRangeException>();
        using var other = ShippedGan.Load(Fixture("stylegan2.onnx"));
        other.Invoking(g => g.Sample(1, label: 0)).Should().Throw<InvalidOperationException>();
        FluentActions
            .Invoking(() => ShippedGan.Load(Fixture("stylegan2.onnx"), new() { BatchSize = 0 }))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("BatchSize must be in [1, 4096], but was 0.*");
        gan.Dispose();
        gan.Invoking(g => g.Sample(1)).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Disposing_waits_for_those_that_sample()
    {
        using var started = new CountdownEvent(4);
        var gan = ShippedGan.Load(Fixture("stylegan2.onnx"), new() { Threads = 1, BatchSize = 1 });
        var samplers = Enumerable.Range(0, 4).Select(i => new Thread(() => SampleOn(gan, i, started))).ToList();
        samplers.ForEach(thread => thread.Start());
        started.Wait();
        gan.Dispose();
        samplers.ForEach(thread => thread.Join());
        gan.Invoking(g => g.Sample(1)).Should().Throw<ObjectDisposedException>();
    }

    private static void SampleOn(ShippedGan gan, int seed, CountdownEvent started)
    {
        try
        {
            gan.Sample(1, seed: seed);
            started.Signal();
            while (true)
            {
                gan.Sample(20, seed: seed);
            }
        }
        catch (ObjectDisposedException)
        {
            // which ends the loop
        }
    }

    [Fact]
    public void Threads_that_sample_at_once_get_what_one_gets()
    {
        using var gan = ShippedGan.Load(Fixture("stylegan2.onnx"), new() { BatchSize = 2 });
        var alone = Enumerable.Range(0, 8).Select(seed => gan.Sample(3, seed: seed).Values.ToArray()).ToList();
        var together = new float[8][];
        Parallel.For(0, 8, seed => together[seed] = gan.Sample(3, seed: seed).Values.ToArray());
        for (var seed = 0; seed < 8; seed++)
        {
            together[seed].Should().Equal(alone[seed]);
        }
    }

    [Fact]
    public void What_holds_no_shipped_GAN_is_told()
    {
        string Written(string name, byte[] bytes)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllBytes(path, bytes);
            return path;
        }
        var whole = File.ReadAllBytes(Fixture("stylegan2.onnx"));
        string[] bad =
        [
            Written("text.onnx", "no ONNX file"u8.ToArray()),
            Written("empty.onnx", []),
            Written("half.onnx", whole[..(whole.Length / 2)]),
            Written("cut.onnx", whole[..^1]),
        ];
        foreach (var path in bad)
        {
            FluentActions
                .Invoking(() => ShippedGan.Load(path))
                .Should()
                .Throw<InvalidDataException>()
                .WithMessage($"'{path}' holds no shipped GAN that can be loaded: *.");
        }
        FluentActions
            .Invoking(() => ShippedGan.Load(Fixture("plain.onnx")))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*no Gan.Net metadata*");
        FluentActions
            .Invoking(() => ShippedGan.Load(Path.Combine(folder, "none.onnx")))
            .Should()
            .Throw<FileNotFoundException>();
    }

    [Fact]
    public void A_damaged_file_gives_an_exception_or_samples_and_ends_nothing()
    {
        var whole = File.ReadAllBytes(Fixture("dcgan-labels.onnx"));
        var path = Path.Combine(folder, "damaged.onnx");
        var random = new Random(1);
        for (var i = 0; i < 400; i++)
        {
            var bytes = whole.ToArray();
            for (var change = 0; change <= i % 4; change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            File.WriteAllBytes(path, bytes);
            try
            {
                using var gan = ShippedGan.Load(path, new() { Threads = 1 });
                gan.Sample(2, seed: 1).Count.Should().Be(2);
            }
            catch (InvalidDataException e)
            {
                e.Message.Should().EndWith(".");
            }
        }
    }
}
