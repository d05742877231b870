using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Gan.Tests.Checkpoints;

/// <summary>Each way in which a file of a checkpoint can be damaged, and what the message says of it.</summary>
public sealed class CheckpointFilesTests : DamageTest
{
    public static TheoryData<string> Files =>
        [
            "generator.safetensors",
            "discriminator.safetensors",
            "average.safetensors",
            "generator-optimizer.safetensors",
            "discriminator-optimizer.safetensors",
            "memory.safetensors",
            "checkpoint.json",
            "checkpoint.json.sha256",
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_truncated_file_is_refused_by_name_and_the_one_before_is_offered_and_works(string file)
    {
        var bytes = File.ReadAllBytes(PathOf(file));
        File.WriteAllBytes(PathOf(file), bytes[..(bytes.Length / 2)]);
        Refused()
            .Message.Should()
            .Contain(Newest)
            .And.Contain($"because of {file.Replace(".sha256", "")}")
            .And.Contain($"{Before}, is whole: ResumeFrom = 2 takes it.");
        using var earlier = Training(4).WithCheckpoints(new(Folder) { ResumeFrom = 2 }).Build();
        earlier.Step.Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_flipped_bit_anywhere_is_noticed(string file)
    {
        var whole = File.ReadAllBytes(PathOf(file));
        var random = new Random(5);
        for (var i = 0; i < 5; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(file.EndsWith("sha256", StringComparison.Ordinal) ? 64 : whole.Length)] ^= (byte)(
                1 << random.Next(8)
            ); // behind the hash stands the name
            File.WriteAllBytes(PathOf(file), damaged);
            Refused().Message.Should().Contain($"because of {file.Replace(".sha256", "")}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(PathOf(file));
        var refused = Refused();
        refused.Message.Should().Contain($"because of {file}: it is missing.");
        refused.Path.Should().Be(PathOf(file));
    }

    [Fact]
    public void Hashes_are_as_sha256sum_has_them()
    {
        var line = File.ReadAllText(PathOf("checkpoint.json.sha256"));
        line.Should()
            .Be(
                $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf("checkpoint.json"))))}  "
                    + "checkpoint.json\n"
            );
        Regex
            .Matches(File.ReadAllText(PathOf("checkpoint.json")), "\"sha256\": \"([0-9a-f]{64})\"")
            .Should()
            .HaveCount(6);
    }
}
