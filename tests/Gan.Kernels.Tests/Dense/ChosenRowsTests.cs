namespace Gan.Kernels.Tests.Dense;

/// <summary>Sums of rows beside the same in plain loops, over all widths that are divided differently.</summary>
public sealed unsafe class ChosenRowsTests
{
    private const int Matrix = 6; // rows to choose from

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void The_sum_is_that_of_plain_loops_at_every_width(int count)
    {
        var random = new Random(3);
        for (var width = 1; width < 300; width += width < 40 ? 1 : 13)
        {
            var rows = Numbers.Whole(random, Matrix * width);
            var chosen = new ChosenRow[count];
            for (var i = 0; i < count; i++)
            {
                chosen[i] = new() { Number = random.Next(Matrix), Factor = random.Next(-3, 4) };
            }
            var sum = Numbers.Unwritten(width + 1);
            fixed (ChosenRow* choice = chosen)
            fixed (
                float* from = rows,
                    to = sum
            )
            {
                ChosenRows.Sum(choice, count, from, width, to);
            }
            var expected = Enumerable
                .Range(0, width)
                .Select(k => chosen.Sum(row => row.Factor * rows[row.Number * width + k]));
            sum[..width].Should().Equal(expected, "of width {0}", width);
            sum[width].Should().Be(12345, "nothing is written behind the row");
        }
    }
}
