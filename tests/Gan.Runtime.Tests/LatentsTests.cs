using System.Text.Json;

namespace Gan.Runtime.Tests;

/// <summary>The latents of a seed, beside those that JavaScript draws.</summary>
public sealed class LatentsTests
{
    private static string Script { get; } = Path.Combine(AppContext.BaseDirectory, "JavaScript", "latents.mjs");

    [NodeFact]
    public void JavaScript_draws_the_bits_that_Python_drew()
    {
        using var stream = typeof(LatentsTests).Assembly.GetManifestResourceStream("latents.json")!;
        using var reader = new StreamReader(stream);
        var program = $$"""
            import { latents } from '{{new Uri(Script)}}';
            for (const c of {{reader.ReadToEnd()}}) {
              const bits = new Uint32Array(latents(BigInt(c.seed), c.rows, c.size, c.bound, c.first).buffer);
              const found = [...bits].map(b => b.toString(16).padStart(8, '0'));
              if (found.join() !== c.bits.join()) throw new Error('seed ' + c.seed + ': ' + found);
              console.log('equal');
            }
            """;
        var run = Witness.Run(Witness.Find("node")!, "--input-type=module", "-e", program);
        run.Status.Should().Be(0, run.Errors);
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should()
            .HaveCount(8)
            .And.OnlyContain(l => l == "equal");
    }

    [NodeFact]
    public void JavaScript_refuses_a_bound_that_it_would_draw_for_without_end()
    {
        var program = $"import {{ latents }} from '{new Uri(Script)}'; latents(1, 1, 4, 0);";
        var run = Witness.Run(Witness.Find("node")!, "--input-type=module", "-e", program);
        run.Status.Should().Be(1);
        run.Errors.Should().Contain("RangeError: bound must be at least 0.01, but was 0.");
    }

    [Fact]
    public void Rows_may_be_drawn_apart()
    {
        var all = Latents.Draw(seed: 5, count: 4, size: 3);
        Latents.Draw(seed: 5, count: 2, size: 3, first: 2).Should().Equal(all[6..]);
        Latents.Draw(seed: 6, count: 4, size: 3).Should().NotEqual(all);
        Latents.Draw(5, 4, 3, truncation: 0.5).Should().OnlyContain(z => Math.Abs(z) <= 0.5);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        FluentActions.Invoking(() => Latents.Draw(0, 0, 3)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Latents.Draw(0, 1, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Latents.Draw(0, int.MaxValue, 2)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Latents.Draw(0, 1, 1, first: -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions
            .Invoking(() => Latents.Draw(0, 1, 1, truncation: 0.001))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("truncation must be in [0.01, 1000000], but was 0.001.*");
    }
}
