using System.Text.Json.Nodes;
using Gan.Monitoring;

namespace Gan.Tool.Tests.Commands;

/// <summary>gan mark, and what gan detect says of its pictures.</summary>
public sealed class MarkCommandTests : IDisposable
{
    private const string Made = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Photo(string name = "photo.png", int side = 96) => Photo(folder, name, side);

    internal static string Photo(TemporaryFolder folder, string name, int side)
    {
        var pixels = new byte[side * side * 3];
        for (var n = 0; n < pixels.Length; n++)
        {
            pixels[n] = (byte)(90 + (50 * Math.Sin(n / 700.0)) + (n % 7));
        }
        new PngImage(side, side, 3, pixels).Save(folder[name]);
        return folder[name];
    }

    [Fact]
    public void Pictures_gain_the_statement_in_place_or_in_a_folder()
    {
        var (first, second) = (Photo(), Photo("b.png"));
        ToolRun.Good($"mark {first} {second} --out {folder["marked"]} --data-name faces");
        PngProvenance.SourceTypeOf(first).Should().BeNull();
        PngProvenance.SourceTypeOf(folder["marked/b.png"]).Should().Be(Made);
        ToolRun.Good($"mark {first}").Should().Be($"{first}: marked\n");
        ToolRun.Good($"mark {first}").Should().Be($"{first}: was marked before\n");
        ToolRun
            .Good($"detect {first} {second}")
            .Should()
            .Be($"file: {first}  source: trainedAlgorithmicMedia\nfile: {second}  source: not said\n");
    }

    [Fact]
    public void A_generator_learns_a_mark_and_its_samples_are_read()
    {
        ToolRun.Good($"train --data mnist --network mlp-small --loss vanilla --steps 1 --batch 4 --out {folder["r"]}");
        var decoder = folder["decoder.safetensors"];
        using (
            var quick = Gan.Metrics.WatermarkDecoder.Train(
                [1, 28, 28],
                new()
                {
                    Bits = 16,
                    Steps = 120,
                    BatchSize = 16,
                    Strength = 0.2,
                }
            )
        )
        {
            quick.Save(decoder);
        }
        var target = folder["marked.safetensors"];
        var key = $"--watermark KEY --decoder {decoder}";
        ToolRun.Good($"mark {folder["r/00000-mnist-mlp-small"]} {key} --steps 60 --out {target}");
        ToolRun.Good($"sample {target} --seeds 3 --out {folder["single"]}");
        var line = ToolRun.Good($"detect {folder["single/seed000003.png"]} {key} --rate 1e-3");
        line.Should().Contain("source: trainedAlgorithmicMedia  watermark: true  matched: 1");
    }

    [Theory]
    [InlineData("mark TEXT", 1, "*is no PNG file that can be marked: it does not begin as one.*")]
    [InlineData("mark TEXT --watermark KEY", 1, "*is no PNG file*")]
    [InlineData("mark SMALL --watermark KEY", 2, "*with sides from 28 up*")]
    [InlineData("mark PHOTO --watermark KEY --bits 3", 2, "bits must be from 8 to 256, but was 3.*")]
    [InlineData("mark PHOTO --decoder d.safetensors", 2, "--decoder marks one generator.*")]
    public void Mistakes_are_one_sentence(string line, int status, string words)
    {
        File.WriteAllText(folder["text.png"], "no picture");
        var photo = Photo();
        var whole = line.Replace("PHOTO", photo)
            .Replace("TEXT", folder["text.png"])
            .Replace("SMALL", Photo("small.png", 20));
        var bytes = File.ReadAllBytes(photo);
        var run = ToolRun.Of(whole);
        run.Status.Should().Be(status, run.Errors);
        run.Errors.Should().Match(words + "\n");
        run.Errors.Trim().Should().NotContain("\n");
        File.ReadAllBytes(photo).Should().Equal(bytes);
    }

    [Fact]
    public void Cut_and_changed_pictures_end_in_a_sentence()
    {
        var whole = File.ReadAllBytes(Photo(side: 32));
        var path = folder["bad.png"];
        for (var at = 0; at < whole.Length; at += 61)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0x55;
            foreach (var bytes in new[] { whole[..at], changed })
            {
                File.WriteAllBytes(path, bytes);
                foreach (var command in new[] { "mark", "detect" })
                {
                    var run = ToolRun.Of($"{command} {path} --watermark KEY");
                    run.Status.Should().BeInRange(0, 1, run.Errors);
                    (run.Status == 1).Should().Be(run.Errors.Contains("bad.png"), run.Errors);
                }
            }
        }
    }
}
