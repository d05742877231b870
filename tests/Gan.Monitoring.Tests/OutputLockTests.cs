using System.Diagnostics;

namespace Gan.Monitoring.Tests;

/// <summary>Two that write the same: all callbacks that leave files.</summary>
public sealed class OutputLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, Func<string, ITrainingCallback>> Writers =>
        new()
        {
            { "file", path => new CsvLog(path) },
            { "file", path => new JsonLinesLog(path) },
            { "file", path => new RunRecord(path) },
            { "file", path => new HtmlReport(path) },
            { "file", path => new TrainingAnimation(path) },
            { "folder", path => new SampleGridCallback(path) },
            { "folder", path => new TensorBoardLogger(path) },
        };

    [Theory]
    [MemberData(nameof(Writers))]
    public void Two_trainings_cannot_write_the_same_at_a_time_but_one_after_the_other(
        string kind,
        Func<string, ITrainingCallback> writer
    )
    {
        using var data = Small.Images();
        var path = folder["out"];
        GanBuilder Builder() => Small.Gan(data, steps: 3).AddCallback(writer(path));
        using var first = Builder().Build();
        using (var steps = first.Steps().GetEnumerator())
        {
            steps.MoveNext().Should().BeTrue();
            var before = Directory.Exists(path) ? Directory.GetFiles(path).Length : File.ReadAllBytes(path).Length;
            FluentActions
                .Invoking(() => Builder().Train())
                .Should()
                .Throw<IOException>()
                .WithMessage(Sentence(path, kind));
            (Directory.Exists(path) ? Directory.GetFiles(path).Length : File.ReadAllBytes(path).Length)
                .Should()
                .Be(before, "the second one has touched nothing");
        }
        Builder().Train().Dispose();
    }

    [Fact]
    public void Two_logs_of_one_training_cannot_share_a_file_however_its_path_is_written()
    {
        using var data = Small.Images();
        var path = folder["log.txt"];
        var detour = Path.Combine(folder.Path, "sub", "..", "log.txt");
        FluentActions
            .Invoking(() => Small.Gan(data).AddCallback(new CsvLog(path)).AddCallback(new JsonLinesLog(detour)).Train())
            .Should()
            .Throw<IOException>()
            .WithMessage(Sentence(path, "file"));
    }

    [Fact]
    public void A_start_that_fails_leaves_the_path_free()
    {
        using var two = Small.Images(channels: 2);
        FluentActions
            .Invoking(() => Small.Gan(two).AddCallback(new SampleGridCallback(folder.Path)).Train())
            .Should()
            .Throw<NotSupportedException>();
        using var data = Small.Images();
        Small.Gan(data, steps: 1).AddCallback(new SampleGridCallback(folder.Path)).Train().Dispose();
        File.Exists(folder["grid.png"]).Should().BeTrue();
    }

    [Fact]
    public void Nothing_stays_beside_the_output_or_among_the_temporary_files()
    {
        using var data = Small.Images();
        Small.Gan(data, steps: 1).AddCallback(new CsvLog(folder["log.csv"])).Train().Dispose();
        Directory.GetFiles(folder.Path).Should().Equal(folder["log.csv"]);
        File.Exists(LockFile(folder["log.csv"])).Should().BeFalse();
    }

    [PythonFact]
    public void Another_process_is_kept_out_by_the_lock_of_the_system()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there Python's module has no flock
        }
        const string Program = """
            import fcntl, sys
            file = open(sys.argv[1], "w")
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            print("held", flush=True)
            sys.stdin.read()
            """;
        var path = folder["log.csv"];
        using var data = Small.Images();
        var start = new ProcessStartInfo(Witness.Python()!, ["-c", Program, LockFile(path)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var other = Process.Start(start)!;
        other.StandardOutput.ReadLine().Should().Be("held");
        FluentActions
            .Invoking(() => Small.Gan(data).AddCallback(new CsvLog(path)).Train())
            .Should()
            .Throw<IOException>()
            .WithMessage(Sentence(path, "file"));
        other.StandardInput.Close();
        other.WaitForExit();
        Small.Gan(data, steps: 1).AddCallback(new CsvLog(path)).Train().Dispose(); // what a dead process had is free
    }

    private static string Sentence(string path, string kind) =>
        $"'{path}' is being written by another training or callback, of this program or of another one. Two cannot "
        + $"share a {kind}: end the other one, or give this one a {kind} of its own.";

    private static string LockFile(string path)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(path));
        return Path.Combine(Path.GetTempPath(), $"gan-net-{Convert.ToHexStringLower(hash)[..32]}.lock");
    }
}
