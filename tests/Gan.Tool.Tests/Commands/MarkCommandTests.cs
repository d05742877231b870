using System.Text.Json.Nodes;
using Gan.Monitoring;

namespace Gan.Tool.Tests.Commands;

/// <summary>gan mark and gan detect.</summary>
public sealed class MarkCommandTests : IDisposable
{
    private const string Made = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Photo(string name = "photo.png", int side = 96)
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
    public void A_watermark_is_found_by_its_key_alone()
    {
        var plain = Photo();
        ToolRun.Good($"mark {plain} --watermark KEY --strength 4 --out {folder["marked"]}");
        var marked = folder["marked/photo.png"];
        JsonNode Found(string line) => JsonNode.Parse(ToolRun.Good(line))![0]!;
        var found = Found($"detect {marked} --watermark KEY --rate 1e-9 --json");
        found["watermark"]!.GetValue<bool>().Should().BeTrue(found.ToJsonString());
        found["source"]!.GetValue<string>().Should().Be("trainedAlgorithmicMedia");
        found["falsePositiveRate"]!.GetValue<double>().Should().Be(1e-9);
        Found($"detect {marked} --watermark OTHER --json")["watermark"]!.GetValue<bool>().Should().BeFalse();
        Found($"detect {plain} --watermark KEY --json")["watermark"]!.GetValue<bool>().Should().BeFalse();
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
    [InlineData("detect PHOTO --decoder d.safetensors", 2, "*a key says which are right: --watermark KEY.*")]
    [InlineData("detect PHOTO --rate 2", 2, "--rate takes a number between 0 and 1*")]
    [InlineData("detect nothing.png", 1, "*nothing.png*")]
    [InlineData("detect TEXT --watermark KEY", 1, "*is no readable picture*")]
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
