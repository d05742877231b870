namespace Gan.Monitoring.Tests;

/// <summary>What cannot be written is said at Build(), by who would write it.</summary>
public sealed class OutputPathTests : IDisposable
{
    private const string Remedy =
        " Choose another path, or see to it that this one can be written and its disk has room.";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_path_that_can_be_written_leaves_nothing_behind()
    {
        OutputPath.OfFile(folder["new/deep/report.html"]).Should().BeNull();
        OutputPath.OfFolder(folder["new/deep"]).Should().BeNull();
        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
        File.WriteAllText(folder["old"], "stays");
        OutputPath.OfFile(folder["old"]).Should().BeNull();
        File.ReadAllText(folder["old"]).Should().Be("stays");
    }

    [Fact]
    public void A_file_in_the_way_of_a_folder_and_a_folder_in_the_way_of_a_file_are_named()
    {
        File.WriteAllText(folder["file"], "");
        $"{OutputPath.OfFolder(folder["file"])}"
            .Should()
            .Be($"'{folder["file"]}' cannot be written: it is a file.{Remedy}");
        $"{OutputPath.OfFile(folder["file/sub/run.json"])}"
            .Should()
            .Be(
                $"'{folder["file/sub/run.json"]}' cannot be written: "
                    + $"'{folder["file"]}' is a file and no folder.{Remedy}"
            );
        $"{OutputPath.OfFile(folder.Path)}".Should().Be($"'{folder.Path}' cannot be written: it is a folder.{Remedy}");
    }

    [LinuxFact("only Linux has such folders, which refuse even root")]
    public void A_folder_that_takes_no_files_is_named()
    {
        $"{OutputPath.OfFile("/proc/gan/run.json")}"
            .Should()
            .Be($"'/proc/gan/run.json' cannot be written: no file can be made in '/proc'.{Remedy}");
        if (!Directory.Exists("/sys/kernel"))
        {
            return; // a container without it: there /sys is a folder as others are
        }
        $"{OutputPath.OfFolder("/sys/gan")}"
            .Should()
            .MatchRegex("^'/sys/gan' cannot be written: (writing is not allowed|Read-only file system) in '/sys'\\.");
    }

    [Fact]
    public void A_relative_path_is_said_in_full()
    {
        $"{OutputPath.OfFile(".")}".Should().StartWith($"'{Environment.CurrentDirectory}'");
    }

    private static readonly string[] Names =
    [
        nameof(SampleGridCallback),
        nameof(TrainingAnimation),
        nameof(RunRecord),
        nameof(CsvLog),
        nameof(JsonLinesLog),
        nameof(TensorBoardLogger),
        nameof(HtmlReport),
    ];

    public static TheoryData<string> Writers => [.. Names];

    private static ITrainingCallback Writer(string name, string path) =>
        name switch
        {
            nameof(SampleGridCallback) => new SampleGridCallback(path),
            nameof(TrainingAnimation) => new TrainingAnimation(path),
            nameof(RunRecord) => new RunRecord(path),
            nameof(CsvLog) => new CsvLog(path),
            nameof(JsonLinesLog) => new JsonLinesLog(path),
            nameof(TensorBoardLogger) => new TensorBoardLogger(path),
            _ => new HtmlReport(path),
        };

    [Theory, MemberData(nameof(Writers))]
    public void Each_callback_that_writes_says_at_Build_that_it_cannot(string name)
    {
        using var data = Small.Images();
        File.WriteAllText(folder["file"], "in the way");
        Small
            .Gan(data)
            .AddCallback(Writer(name, folder["file/out"]))
            .Invoking(builder => builder.Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage($"{name}: '{folder["file/out"]}' cannot be written: '{folder["file"]}' is a file*");
    }

    [Fact]
    public void Every_callback_that_takes_a_path_is_among_them() =>
        typeof(RunRecord)
            .Assembly.GetExportedTypes()
            .Where(type => typeof(ITrainingCallback).IsAssignableFrom(type))
            .Where(type =>
                type.GetConstructors()
                    .SelectMany(constructor => constructor.GetParameters())
                    .Any(parameter => parameter.Name is "path" or "folder")
            )
            .Select(type => type.Name)
            .Should()
            .BeEquivalentTo(Names);
}
