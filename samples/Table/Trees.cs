using System.Globalization;

/// <summary>The forest of this sample: a file of invented trees, and a look at what was made of it.</summary>
internal static class Trees
{
    /// <summary>Each kind of tree grows to a height of its own, and trunks follow the height.</summary>
    public static void Write(string path, int count)
    {
        var random = new Random(1);
        var kinds = new[] { ("oak", 25.0, 0.45), ("birch", 18.0, 0.35), ("pine", 30.0, 0.2) };
        var lines = new List<string> { "plot,kind,age,height,trunk" };
        for (var i = 0; i < count; i++)
        {
            var drawn = random.NextDouble() switch
            {
                < 0.45 => 0,
                < 0.8 => 1,
                _ => 2,
            };
            var (kind, tallest, share) = kinds[drawn];
            var age = random.Next(5, 120);
            var height = tallest * (1 - Math.Exp(-age / 35.0)) * (0.9 + 0.2 * random.NextDouble());
            var trunk = height * (1 + share) * (0.9 + 0.2 * random.NextDouble());
            var written = i % 200 == 7 ? "NA" : trunk.ToString("0", CultureInfo.InvariantCulture);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{i % 40},{kind},{age},{height:0.0},{written}"));
        }
        File.WriteAllLines(path, lines);
    }

    /// <summary>Says how often each kind is there and how tall it is, in two files.</summary>
    public static void Compare(IEnumerable<string> real, IEnumerable<string> made)
    {
        var both = new[] { Heights(real), Heights(made) };
        foreach (var kind in both[0].Keys.Order())
        {
            Console.WriteLine($"{kind, -6} real {both[0][kind], -22} made {both[1].GetValueOrDefault(kind, "none")}");
        }
    }

    private static Dictionary<string, string> Heights(IEnumerable<string> lines)
    {
        var names = lines.First().Split(',').ToList();
        var kind = names.IndexOf("kind");
        var height = names.IndexOf("height");
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
        var heights = new Dictionary<string, string>();
        foreach (var trees in rows.GroupBy(row => row[kind]))
        {
            var share = 100.0 * trees.Count() / rows.Count;
            var mean = trees.Average(row => double.Parse(row[height], CultureInfo.InvariantCulture));
            heights[trees.Key] = $"{share:0} %, {mean:0.0} m";
        }
        return heights;
    }
}
