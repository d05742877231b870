using static TorchSharp.torch;

namespace Gan.Torch.Tests;

public sealed class GeneratorTests
{
    private static float[] Draw(Generator generator, long count = 5)
    {
        using var drawn = randn(count, generator: generator);
        return drawn.data<float>().ToArray();
    }

    [Fact]
    public void Equal_seeds_give_equal_numbers()
    {
        using var first = new Generator(42);
        using var second = new Generator(42);
        using var other = new Generator(43);
        var numbers = Draw(first);
        Draw(second).Should().Equal(numbers);
        Draw(other).Should().NotEqual(numbers);
        Draw(first).Should().NotEqual(numbers);
    }

    [Fact]
    public void The_numbers_are_those_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        // torch.randn(3), torch.rand(2) and torch.randint(0, 100, (3,)), each after manual_seed(42).
        using var generator = new Generator(42);
        Draw(generator, 3).Should().Equal(0.33669036626815796f, 0.12880940735340118f, 0.23446236550807953f);
        rand(2L, generator: generator.manual_seed(42)).data<float>().ToArray().Should().Equal(0.8822692632675171f, 0.9150039553642273f);
        randint(0, 100, [3], generator: generator.manual_seed(42)).data<long>().ToArray().Should().Equal(42, 67, 76);
    }

    [Fact]
    public void A_state_can_be_taken_and_put_back()
    {
        using var generator = new Generator(7);
        Draw(generator);
        using var state = generator.get_state();
        var numbers = Draw(generator);
        Draw(generator).Should().NotEqual(numbers);
        generator.set_state(state);
        Draw(generator).Should().Equal(numbers);
        using var other = new Generator(1);
        other.set_state(state);
        Draw(other).Should().Equal(numbers);
    }

    [Fact]
    public void Streams_do_not_disturb_one_another()
    {
        using var alone = new Generator(5);
        var numbers = Draw(alone);
        using var generator = new Generator(5);
        using var other = new Generator(6);
        Draw(other);
        using (randn(100)) { }
        Draw(generator).Should().Equal(numbers);
    }

    [Fact]
    public void Seeding_again_starts_again()
    {
        using var generator = new Generator(3);
        var numbers = Draw(generator);
        generator.manual_seed(3);
        Draw(generator).Should().Equal(numbers);
        generator.initial_seed().Should().Be(3);
    }

    [Fact]
    public void Every_source_of_randomness_takes_a_generator()
    {
        using var scope = NewDisposeScope();
        var sources = new Func<Generator, Tensor>[]
        {
            g => rand(4L, generator: g), g => randn(4L, generator: g),
            g => randint(1000, [4], generator: g), g => randperm(50, generator: g),
            g => zeros(4).normal_(generator: g), g => zeros(4).uniform_(0, 1, g), g => zeros(50).bernoulli_(0.5, g),
            g => full(new long[] { 50 }, 0.5f).bernoulli(g),
            g => ones(50).multinomial(20, generator: g), g => normal(0, 1, [4L], generator: g),
        };
        foreach (var source in sources)
        {
            using var first = new Generator(9);
            using var second = new Generator(9);
            var drawn = source(first);
            drawn.Equals(source(second)).Should().BeFalse("they are two tensors");
            drawn.allclose(source(second.manual_seed(9))).Should().BeTrue();
            drawn.allclose(source(first)).Should().BeFalse();
        }
    }
}
