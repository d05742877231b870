namespace Gan.Architecture.Tests;

/// <summary>Who looks for the tests of X.cs finds XTests.cs in the same folder of the test project.</summary>
public sealed class MirrorTests
{
    private const double Least = 0.7;
    private const int LongLines = 80;

    // Their tests are still to be sorted. Folders leave the list and never join it.
    private static readonly string[] Unsorted =
    [
        "src/Gan.Backend/LayerKernels.cs",
        "src/Gan.Core/Building/",
        "src/Gan.Core/Checkpoints/",
        "src/Gan.Core/Training/",
        "src/Gan.Kernels/",
        "src/Gan.Core/Game/GameSession.cs",
        "src/Gan.Core/Log.cs",
        "src/Gan.Monitoring/Records/SettingsJson.cs",
        "src/Gan.Networks/Decorators/Conditioned.cs",
        "src/Gan.Networks/Families/ResNet/ResNetBlocks.cs",
        "src/Gan.Networks/Layers/LayerOperation.cs",
        "src/Gan.Networks/Saving/Blueprint.cs",
        "src/Gan.Networks/Saving/NetworkFile.cs",
        "src/Gan.Networks/Saving/SafetensorsHeader.cs",
    ];

    [Theory]
    [InlineData("Gan.Losses")]
    [InlineData("Gan.Data")]
    [InlineData("Gan.Networks")]
    [InlineData("Gan.Core")]
    [InlineData("Gan.Metrics")]
    [InlineData("Gan.Monitoring")]
    public void Seven_in_ten_public_source_files_have_a_test_file_of_their_name(string room)
    {
        var sources = Repository.Files($"src/{room}", "*.cs").Where(DeclaresSomethingPublic).ToList();
        var tests = Repository.Files($"tests/{room}.Tests", "*Tests.cs").ToHashSet();
        var without = sources.Where(s => !tests.Contains(TestOf(s, room))).ToList();
        var share = sources.Count == 0 ? 1 : 1 - without.Count / (double)sources.Count;
        share
            .Should()
            .BeGreaterThanOrEqualTo(Least, "tests mirror src/, but these have none: {0}", string.Join(", ", without));
    }

    [Fact]
    public void A_source_file_of_more_than_80_lines_has_a_test_file_of_its_name()
    {
        var rooms = Repository.Rooms.Append("Gan.Net");
        var without = rooms.SelectMany(LongFilesWithoutTests).ToList();
        without.Should().BeEmpty("public or not, what is long is tested under its name");
    }

    [Fact]
    public void The_list_of_unsorted_folders_is_no_longer_than_it_needs_to_be()
    {
        var without = Repository
            .Rooms.SelectMany(room => LongFiles(room).Where(file => !IsTested(file, room)))
            .ToList();
        Unsorted
            .Where(folder => !without.Exists(file => file.StartsWith(folder, StringComparison.Ordinal)))
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void Test_methods_are_named_as_sentences()
    {
        var tests = Repository.Files("tests", "*Tests.cs").SelectMany(f => TestNames(f).Select(n => $"{f}: {n}"));
        tests
            .Where(t => !t.Split(": ")[1].Contains('_'))
            .Should()
            .BeEmpty("a name such as Hinge_loss_is_zero_beyond_the_margin says what is true");
    }

    private static IEnumerable<string> LongFilesWithoutTests(string room) =>
        LongFiles(room)
            .Where(file => !IsTested(file, room))
            .Where(file => !Unsorted.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)));

    private static IEnumerable<string> LongFiles(string room) =>
        Repository.Files($"src/{room}", "*.cs").Where(file => Repository.Lines(file).Length > LongLines);

    // A part of a class, X.Part.cs, is tested with the class.
    private static bool IsTested(string source, string room)
    {
        var name = Path.GetFileNameWithoutExtension(source).Split('.')[0];
        var whole = $"{Path.GetDirectoryName(source)!.Replace('\\', '/')}/{name}.cs";
        return new[] { source, whole }.Any(file => File.Exists(Path.Combine(Repository.Root, TestOf(file, room))));
    }

    private static string TestOf(string source, string room) =>
        $"tests/{room}.Tests/{source[$"src/{room}/".Length..^".cs".Length]}Tests.cs";

    // Helpers that only the room sees are tested through what uses them.
    private static bool DeclaresSomethingPublic(string file) =>
        Repository
            .Lines(file)
            .Any(l => l.StartsWith("public ", StringComparison.Ordinal) && !l.Contains(" interface "));

    private static IEnumerable<string> TestNames(string file)
    {
        var lines = Repository.Lines(file).Select(l => l.Trim()).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (
                lines[i].StartsWith("[Fact", StringComparison.Ordinal)
                || lines[i].StartsWith("[Theory", StringComparison.Ordinal)
            )
            {
                var method = lines.Skip(i).FirstOrDefault(l => l.Contains("public ") && l.Contains('('));
                if (method is not null)
                {
                    yield return method[..method.IndexOf('(')].Split(' ')[^1];
                }
            }
        }
    }
}
