using Xunit.Abstractions;

namespace Gan.Torch.Tests.Agreement;

/// <summary>Every operator, gradient and module of the table gives what PyTorch 1.13 gave for the same input.</summary>
public sealed class AgreementTests(ITestOutputHelper output)
{
    private const double SingleTolerance = 1e-5;
    private const double DoubleTolerance = 1e-11;

    public static TheoryData<string> Names => [.. Case.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_PyTorch(string name)
    {
        var (error, inDouble) = CaseRun.Measure(Case.All[name], StoredCase.All[name]);
        output.WriteLine($"relative error {error:g3}");
        error.Should().BeLessThan(inDouble ? DoubleTolerance : SingleTolerance);
    }

    [Fact]
    public void The_table_and_the_fixture_name_the_same_cases()
    {
        Case.All.Keys.Should().BeEquivalentTo(StoredCase.All.Keys);
        Case.All.Count.Should().BeGreaterThanOrEqualTo(150);
    }

    [Fact]
    public void The_worst_errors_of_the_whole_table_are_reported()
    {
        var measured = StoredCase.All.Values.Where(s => Case.All.ContainsKey(s.Name))
            .Select(s => (s.Name, Measured: CaseRun.Measure(Case.All[s.Name], s))).OrderByDescending(m => m.Measured.Error).ToArray();
        output.WriteLine($"{measured.Length} cases, {StoredCase.All.Values.Count(s => s.Grads.Length > 0)} with gradients, "
            + $"{StoredCase.All.Values.Count(s => s.Seconds.Length > 0)} with second gradients; largest relative errors:");
        foreach (var (name, m) in measured.Take(10)) output.WriteLine($"{m.Error:e2}  {name}{(m.Double ? " (double)" : "")}");
        measured.Max(m => m.Measured.Error).Should().BeLessThan(SingleTolerance);
    }
}
