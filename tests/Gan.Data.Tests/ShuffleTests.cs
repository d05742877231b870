namespace Gan.Data.Tests;

public class ShuffleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10_007)]
    public void An_order_holds_every_index_once(long count)
    {
        using var order = Shuffle.Order(count, seed: 5, epoch: 2);
        order.shape.Should().Equal(count);
        order.Longs().Order().Should().Equal(Range(count));
    }

    [Fact]
    public void The_same_seed_and_epoch_give_the_same_order() => Order(1000, 9, 4).Should().Equal(Order(1000, 9, 4));

    [Fact]
    public void Every_seed_and_epoch_has_an_order_of_its_own()
    {
        var orders =
            from seed in new ulong[] { 0, 1, 2, ulong.MaxValue }
            from epoch in new long[] { 0, 1, 2, long.MaxValue }
            select string.Join(' ', Order(100, seed, epoch));
        orders.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(42, 3, new long[] { 7, 9, 6, 8, 1, 4, 5, 0, 3, 2 })]
    [InlineData(0, 0, new long[] { 6, 7, 9, 0, 8, 4, 2, 3, 1, 5 })]
    [InlineData(ulong.MaxValue, 1, new long[] { 3, 7, 1, 0, 2, 6, 5, 9, 4, 8 })]
    public void The_order_is_the_one_that_an_independent_Python_program_made(ulong seed, long epoch, long[] order) =>
        Order(10, seed, epoch).Should().Equal(order);

    [Fact]
    public void Every_place_receives_every_index_equally_often()
    {
        const int Epochs = 20_000;
        var counts = new int[5, 5];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var order = Order(5, 1, epoch);
            for (var place = 0; place < 5; place++)
            {
                counts[place, order[place]]++;
            }
        }

        // 4,000 expected in each of 25 cells with a standard deviation of 57: five of them bound all.
        counts.Cast<int>().Should().AllSatisfy(count => count.Should().BeInRange(3_717, 4_283));
    }

    [Fact]
    public void An_order_of_no_samples_is_refused() =>
        FluentActions
            .Invoking(() => Shuffle.Order(0, 1, 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("count must be at least 1, but was 0.*");

    [Fact]
    public void A_negative_epoch_is_refused() =>
        FluentActions
            .Invoking(() => Shuffle.Order(5, 1, -1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("epoch must be at least 0, but was -1.*");

    private static long[] Order(long count, ulong seed, long epoch)
    {
        using var order = Shuffle.Order(count, seed, epoch);
        return order.Longs();
    }

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(i => (long)i);
}
