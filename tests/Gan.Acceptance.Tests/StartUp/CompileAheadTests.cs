namespace Gan.Acceptance.Tests.StartUp;

/// <summary>
/// The list of what is compiled while libtorch loads is what a training asks for. When the code has moved on: APPROVE=1
/// dotnet test tests/Gan.Acceptance.Tests --filter CompileAhead, and commit src/Gan.Backend/FirstMethods.txt.
/// </summary>
public sealed class CompileAheadTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-start").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Of_what_a_start_compiles_nine_tenths_stand_in_the_list_and_a_tenth_of_the_list_at_most_is_gone()
    {
        var lines = FirstMethods.Measure(folder);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(FirstMethods.ListFile, string.Concat(lines.Select(line => line + '\n')));
        }
        var measured = FirstMethods.Names(lines);
        var listed = FirstMethods.Names(File.ReadLines(FirstMethods.ListFile));
        measured.Count.Should().BeGreaterThan(500);
        (measured.Count(listed.Contains) / (double)measured.Count).Should().BeGreaterThan(0.9);
        var there = listed.Select(name => name.Split(' ')).Count(name => FirstMethods.Has(name[0], name[1], name[2]));
        (there / (double)listed.Count).Should().BeGreaterThan(0.9);
    }
}
