namespace Gan.Runtime.Tests;

public sealed class ShippedSamplesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-shipped").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static ShippedSamples Made(string name, int count)
    {
        using var gan = ShippedGan.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", name));
        return gan.ConditionSize > 0
            ? gan.Sample([.. Enumerable.Repeat(new float[gan.ConditionSize], count)], seed: 1)
            : gan.Sample(count, seed: 1);
    }

    [Fact]
    public void Each_image_is_a_PNG_file_of_its_own()
    {
        var samples = Made("stylegan2.onnx", 3);
        samples.SaveEach(Path.Combine(folder, "each"));
        Directory.GetFiles(Path.Combine(folder, "each")).Should().HaveCount(3);
        var file = File.ReadAllBytes(Path.Combine(folder, "each", "00001.png"));
        file[..8].Should().Equal(137, 80, 78, 71, 13, 10, 26, 10);
        file[16..26].Should().Equal([0, 0, 0, 16, 0, 0, 0, 16, 8, 2], "16 x 16 pixels of 8 bits, RGB");
    }

    [Theory]
    [InlineData("grid.jpg")]
    [InlineData("grid.WebP")]
    public void A_name_of_another_kind_of_picture_is_refused(string name)
    {
        var samples = Made("stylegan2.onnx", 1);
        var path = Path.Combine(folder, name);
        samples
            .Invoking(s => s.Save(path))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Pictures are written as PNG, but the file is *grid.*");
        File.Exists(path).Should().BeFalse();
    }

    [Fact]
    public void Numbers_out_of_range_are_said_with_what_was_asked_for()
    {
        var samples = Made("stylegan2.onnx", 1);
        samples
            .Invoking(s => s.Save(Path.Combine(folder, "a.png"), columns: -1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("columns must be in [0, 10000], but was -1.*");
        using var gan = ShippedGan.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "stylegan2.onnx"));
        gan.Invoking(g => g.Sample(0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("count must be at least 1, but was 0.*");
        gan.ToString().Should().Match("Shipped GAN of * steps: samples [3, 16, 16] from latents of *");
    }

    [PythonFact("PIL")]
    public void Pillow_reads_the_pixels_of_a_grid()
    {
        var samples = Made("stylegan2.onnx", 3);
        var path = Path.Combine(folder, "new", "grid.png");
        samples.Save(path, columns: 2);
        var run = Witness.Run(
            Witness.Python("PIL")!,
            "-c",
            $"from PIL import Image; i = Image.open('{path}'); "
                + "print(i.size, i.mode, *i.getpixel((2, 2)), i.getpixel((0, 0)))"
        );
        run.Status.Should().Be(0, run.Errors);
        int Byte(int channel) => (int)Math.Clamp(MathF.Round((samples[0][channel * 256] * 127.5f) + 127.5f), 0, 255);
        run.Output.Trim().Should().Be($"(38, 38) RGB {Byte(0)} {Byte(1)} {Byte(2)} (64, 64, 64)");
    }

    [Fact]
    public void A_grid_goes_to_a_stream_too_and_a_part_is_samples_of_its_own()
    {
        var samples = Made("stylegan2.onnx", 5);
        var part = samples.Part(2, 3);
        part.Count.Should().Be(3);
        part[0].ToArray().Should().Equal(samples[2].ToArray());
        part[2].ToArray().Should().Equal(samples[4].ToArray());
        var path = Path.Combine(folder, "part.png");
        part.Save(path, columns: 2);
        using var stream = new MemoryStream();
        part.WriteGrid(stream, columns: 2);
        stream.ToArray().Should().Equal(File.ReadAllBytes(path));
        samples.Invoking(s => s.Part(3, 3)).Should().Throw<ArgumentOutOfRangeException>();
        samples.Invoking(s => s.Part(-1, 1)).Should().Throw<ArgumentOutOfRangeException>();
        samples.Invoking(s => s.WriteGrid(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void What_is_no_picture_is_told()
    {
        var samples = Made("mlp-conditions.onnx", 2);
        samples.Shape.Should().Equal(7);
        samples
            .Invoking(s => s.Save(Path.Combine(folder, "a.png")))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage("Samples of shape [7] are no pictures*");
        samples.Invoking(s => s[2].ToArray()).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Each_file_says_that_a_trained_algorithm_made_it_and_equal_seeds_give_equal_files()
    {
        var samples = Made("stylegan2.onnx", 4);
        samples.Save(Path.Combine(folder, "a.png"));
        Made("stylegan2.onnx", 4).Save(Path.Combine(folder, "b.png"));
        File.ReadAllBytes(Path.Combine(folder, "a.png"))
            .Should()
            .Equal(File.ReadAllBytes(Path.Combine(folder, "b.png")));
        using var single = new MemoryStream();
        samples.Part(1, 2).WritePng(0, single);
        foreach (var file in new[] { File.ReadAllBytes(Path.Combine(folder, "a.png")), single.ToArray() })
        {
            var text = System.Text.Encoding.Latin1.GetString(file);
            text.Should().Contain("XML:com.adobe.xmp").And.Contain("tEXtSoftware\0Gan.Net, step ");
            text.Should()
                .Contain(
                    "<Iptc4xmpExt:DigitalSourceType>"
                        + "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia<"
                );
        }
    }
}
