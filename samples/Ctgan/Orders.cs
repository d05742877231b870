using System.Globalization;

/// <summary>The shop of this sample: a file of invented orders, and a look at what was made of it.</summary>
internal static class Orders
{
    /// <summary>Prices lie about one peak for each article, few orders are returned, and some have no weight.</summary>
    public static void Write(string path, int count)
    {
        var random = new Random(1);
        var articles = new[] { ("book", 18.0), ("lamp", 60.0), ("desk", 320.0) };
        var lines = new List<string> { "article,price,pieces,weight,state" };
        for (var i = 0; i < count; i++)
        {
            var drawn = random.NextDouble() switch
            {
                < 0.6 => 0,
                < 0.9 => 1,
                _ => 2,
            };
            var (article, usual) = articles[drawn];
            var price = usual * (0.9 + (0.2 * random.NextDouble()));
            var pieces = article == "book" ? random.Next(1, 9) : 1;
            var weight = random.NextDouble() < 0.05 ? "" : $"{Number(price * pieces / 25, "0.0")}";
            var state = random.NextDouble() switch
            {
                < 0.95 => "kept",
                < 0.98 => "lost",
                _ => "returned",
            };
            lines.Add($"{article},{Number(price, "0.00")},{pieces},{weight},{state}");
        }
        File.WriteAllLines(path, lines);
    }

    private static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Says how often each word is there, and how often a weight is missing, in two files.</summary>
    public static void Compare(IEnumerable<string> real, IEnumerable<string> made)
    {
        var both = new[] { Shares(real), Shares(made) };
        foreach (var word in both[0].Keys.Order())
        {
            Console.WriteLine(
                $"{word, -12} real {both[0][word], 6:0.0 %} made {both[1].GetValueOrDefault(word), 6:0.0 %}"
            );
        }
    }

    private static Dictionary<string, double> Shares(IEnumerable<string> lines)
    {
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
        var words = rows.SelectMany(row => new[] { row[0], row[4], row[3].Length == 0 ? "no weight" : "a weight" });
        return words.CountBy(word => word).ToDictionary(word => word.Key, word => word.Value / (double)rows.Count);
    }
}
