namespace Gan.Tests.Checkpoints;

/// <summary>
/// A training in four pieces, each by a trainer of its own that goes on from a checkpoint, against the same training in one piece: the files of the
/// last step must be equal byte for byte. They hold both networks, the moving average, both optimisers' state and every memory.
/// </summary>
public sealed class ResumeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-resume").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string, string> NetworksAndLosses
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var network in ResumeCases.Networks.Keys)
                foreach (var loss in ResumeCases.Losses.Keys)
                    if (network is "mlp" || loss is "hinge" || (loss is "wgangp" && !network.Contains(' ') && network != "resnet")) all.Add(network, loss); // the wide ones take seconds
            return all;
        }
    }

    public static TheoryData<string> Parts => [.. ResumeCases.Parts.Keys];

    [Theory]
    [MemberData(nameof(NetworksAndLosses))]
    public void Four_pieces_are_the_whole_for_every_network_and_loss(string network, string loss) => FourPiecesAreTheWhole(ResumeCases.Builder(network, ResumeCases.Losses[loss]));

    [Theory]
    [MemberData(nameof(Parts))]
    public void Four_pieces_are_the_whole_whatever_has_state(string part) => FourPiecesAreTheWhole(ResumeCases.Builder("mlp", ResumeCases.Parts[part]));

    private void FourPiecesAreTheWhole(GanBuilder builder)
    {
        var (whole, pieces) = (Path.Combine(folder, "whole"), Path.Combine(folder, "pieces"));
        using (var straight = builder.WithCheckpoints(new(whole) { Every = 100 }).Build()) straight.Steps().Count();

        // Stored after steps 1, 3 and 4 (with four batches an epoch, 4 is a border); each piece but the last is left a step after it was stored.
        foreach (var (every, leaveAfter) in new[] { (1, 1), (3, 4), (4, 5), (100, 100) })
        {
            using var piece = builder.WithCheckpoints(new(pieces) { Every = every, Resume = true }).Build();
            foreach (var report in piece.Steps())
                if (report.Step == leaveAfter) break;
        }
        var (expected, actual) = (Newest(whole), Newest(pieces));
        Path.GetFileName(actual).Should().Be(Path.GetFileName(expected));
        foreach (var file in Directory.GetFiles(expected))
            File.ReadAllBytes(Path.Combine(actual, Path.GetFileName(file))).AsSpan().SequenceEqual(File.ReadAllBytes(file)).Should().BeTrue("{0} must be the same", Path.GetFileName(file));
        Directory.GetFiles(expected).Should().HaveCount(8);
    }

    private static string Newest(string folder) => Directory.GetDirectories(folder, "step-*").Max(StringComparer.Ordinal)!;
}
