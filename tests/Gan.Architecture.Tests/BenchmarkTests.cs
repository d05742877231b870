namespace Gan.Architecture.Tests;

/// <summary>One front door: who looks for a measurement looks into one list.</summary>
public sealed class BenchmarkTests
{
    private const string Door = "benchmarks/run.sh";

    [Fact]
    public void Every_program_of_benchmarks_is_a_subject_of_the_front_door()
    {
        var text = Repository.Read(Door);
        var programs = Repository
            .Files("benchmarks", "Program.cs")
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!));
        programs.Should().OnlyContain(program => text.Contains(program), "{0} runs it", Door);
        Repository.Files("benchmarks", "*.sh").Should().Equal([Door], "it is the only one");
    }
}
