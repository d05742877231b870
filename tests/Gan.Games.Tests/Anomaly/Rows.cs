using Gan.Data;

namespace Gan.Games.Tests;

/// <summary>Tables whose normal rows lie near a line.</summary>
internal static class Rows
{
    internal const int Columns = 4;

    internal static ArrayDataset NearLine(int count, int seed = 0)
    {
        var random = new Random(seed);
        var values = new float[count * Columns];
        for (var row = 0; row < count; row++)
        {
            var place = (float)((2 * random.NextDouble()) - 1);
            for (var column = 0; column < Columns; column++)
            {
                values[(row * Columns) + column] =
                    (column % 2 == 0 ? place : -place) + (0.02f * (float)random.NextDouble());
            }
        }
        return ArrayDataset.Table(values, Columns, name: $"rows {seed}");
    }
}
