namespace Gan.Tests.Checkpoints;

/// <summary>
/// A training in four pieces, each by a process of its own that goes on from a checkpoint, against the same training in
/// one piece: the files of the last step must be equal byte for byte. They hold both networks, the moving average, both
/// optimisers' state and every memory.
/// </summary>
public sealed class ResumeTests(ResumedPieces pieces) : IClassFixture<ResumedPieces>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-resume").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Cases => [.. ResumeCases.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Four_pieces_in_four_processes_are_the_whole(string name)
    {
        var whole = Path.Combine(folder, "whole");
        using (var straight = ResumeCases.All[name]().WithCheckpoints(new(whole) { Every = 100 }).Build())
        {
            straight.Steps().Count();
        }
        var expected = Newest(whole);
        var actual = Newest(pieces.Of(name));
        Path.GetFileName(actual).Should().Be(Path.GetFileName(expected));
        foreach (var file in Directory.GetFiles(expected))
        {
            File.ReadAllBytes(Path.Combine(actual, Path.GetFileName(file)))
                .AsSpan()
                .SequenceEqual(File.ReadAllBytes(file))
                .Should()
                .BeTrue("{0} must be the same", Path.GetFileName(file));
        }
        Directory.GetFiles(expected).Should().HaveCount(8);
    }

    private static string Newest(string folder) =>
        Directory.GetDirectories(folder, "step-*").Max(StringComparer.Ordinal)!;
}
