namespace Gan.Data.Tests.Transforms;

public class TransformRandomTests
{
    [Fact]
    public void A_sample_draws_the_same_whatever_the_size_of_the_batch()
    {
        var small = new TransformRandom(9, 2);
        var large = new TransformRandom(9, 5);
        small.Uniform((-1, 3)).Should().Equal(large.Uniform((-1, 3))[..2]);
        small.Whole(-5, 900).Should().Equal(large.Whole(-5, 900)[..2]);
        new TransformRandom(9, 5)
            .Uniform((0, 1))
            .Should()
            .OnlyHaveUniqueItems()
            .And.NotEqual(new TransformRandom(8, 5).Uniform((0, 1)));
    }

    [Fact]
    public void Numbers_lie_in_their_interval_evenly()
    {
        var numbers = new TransformRandom(1, 10_000).Uniform((2, 6));
        numbers.Should().OnlyContain(number => number >= 2 && number < 6);
        // A standard deviation of 4 / √12 / 100 = 0.0115.
        numbers.Average().Should().BeApproximately(4, 0.06);
        var whole = new TransformRandom(1, 10_000).Whole(-1, 1);
        whole
            .GroupBy(number => number)
            .Should()
            .HaveCount(3)
            .And.OnlyContain(group => group.Count() > 3_090 && group.Count() < 3_570);
    }

    [Fact]
    public void Never_and_always_are_certain()
    {
        new TransformRandom(1, 1000).Chance(0).Should().OnlyContain(answer => !answer);
        new TransformRandom(1, 1000).Chance(1).Should().OnlyContain(answer => answer);
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        FluentActions
            .Invoking(() => new TransformRandom(1, -1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("count must be at least 0, but was -1.*");
        FluentActions
            .Invoking(() => new TransformRandom(1, int.MaxValue))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("count must be at most 16777216, but was 2147483647.*");
        FluentActions
            .Invoking(() => new TransformRandom(1, 1).Uniform((1, 0)))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("interval must rise and lie from *, but was 1 to 0.*");
        FluentActions
            .Invoking(() => new TransformRandom(1, 1).Uniform((0, double.NaN)))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
        FluentActions
            .Invoking(() => new TransformRandom(1, 1).Whole(2, 1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("to must be at least 2, but was 1.*");
        FluentActions
            .Invoking(() => new TransformRandom(1, 1).Chance(-0.1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("probability must be at least 0, but was -0.1.*");
    }
}
