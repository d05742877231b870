// Draws docs/images/architecture.svg from the project references: from the root, `dotnet run eng/architecture.cs`.
using System.Globalization;
using System.Text;
using System.Xml.Linq;

// Where a room stands: its column, its width, and what flows through it. Its row follows from its references.
Place[] places =
[
    new("Gan.Tool", 24, 560, "the command line"),
    new("Gan.Net", 24, 560, "all of it, by name: the package that people install"),
    new("Gan.Games", 24, 110, "the other games"),
    new("Gan.Metrics", 146, 130, "samples → a verdict"),
    new("Gan.Monitoring", 288, 156, "steps → what people see"),
    new("Gan.Distributed", 456, 130, "processes → one training"),
    new("Gan.Core", 24, 420, "a game → trained networks"),
    new("Gan.Networks", 24, 160, "tensors → tensors"),
    new("Gan.Losses", 24, 190, "scores → a number"),
    new("Gan.Data", 234, 210, "files → batches"),
    new("Gan.Kernels", 464, 120, "floats → floats"),
    new("Gan.Backend", 24, 560, "loads libtorch, holds the seam of the kernels"),
    new("Gan.Onnx", 604, 172, "networks → a shipped file"),
    new("Gan.Serving", 794, 172, "samples → whoever asks"),
    new("Gan.Runtime", 604, 362, "a shipped file → samples"),
];

var references = Directory
    .GetFiles("src", "*.csproj", SearchOption.AllDirectories)
    .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
    .ToDictionary(file => Path.GetFileNameWithoutExtension(file), References);
var homeless = references.Keys.Except(places.Select(place => place.Room)).ToList();
if (homeless.Count > 0)
{
    Console.Error.WriteLine($"Give {string.Join(", ", homeless)} a place in eng/architecture.cs.");
    return 1;
}
var picture = new Picture([.. places.Where(place => references.ContainsKey(place.Room))], references);
File.WriteAllText("docs/images/architecture.svg", picture.Draw());
return 0;

static string[] References(string project) =>
    [
        .. XDocument
            .Load(project)
            .Descendants("ProjectReference")
            .Select(reference => ((string)reference.Attribute("Include")!).Replace('\\', '/'))
            .Select(path => Path.GetFileNameWithoutExtension(path)),
    ];

internal sealed record Place(string Room, int X, int Width, string Flow)
{
    public int Right => X + Width;
}

/// <summary>Rooms in rows, each above all that it refers to, with an arrow for each reference.</summary>
internal sealed class Picture
{
    private const int Width = 990;
    private const int BoxHeight = 56;
    private const int RowHeight = 100;
    private const int Top = 56;
    private const int Apart = 18; // pixels between two arrows, and between an arrow and a box that it passes

    private readonly Place[] places;
    private readonly Dictionary<string, string[]> references;
    private readonly Dictionary<string, int> rows = [];
    private readonly List<(int X, int Upper, int Lower)> arrows = [];
    private readonly StringBuilder svg = new();

    public Picture(Place[] places, Dictionary<string, string[]> references)
    {
        this.places = places;
        this.references = references;
        foreach (var place in places)
        {
            rows[place.Room] = Depth(place.Room);
        }
    }

    private int Height => Y(-1) + BoxHeight + 16;

    public string Draw()
    {
        Head();
        foreach (var from in places)
        {
            foreach (var to in references[from.Room].Select(room => places.Single(place => place.Room == room)))
            {
                Arrow(from, to);
            }
        }
        Line($"""<path d="M304 {Y(0) + BoxHeight} V{Y(-1) - 2}" marker-end="url(#tip)"/>""");
        Line("</g>");
        foreach (var place in places)
        {
            Box(place, Y(rows[place.Room]), place.Room == "Gan.Core" ? "room core" : "room");
        }
        Box(new Place("TorchSharp", 24, 560, "the program picks its backend: processor or CUDA"), Y(-1), "package");
        Line("</svg>");
        return svg.ToString();
    }

    private int Depth(string room) => references[room].Select(below => Depth(below) + 1).DefaultIfEmpty(0).Max();

    private int Y(int row) => Top + ((rows.Values.Max() - row) * RowHeight);

    private void Head()
    {
        var size = $"""viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" """;
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" {size}""");
        Line(
            """  font-family="Segoe UI, Helvetica, Arial, sans-serif" font-size="14" text-anchor="middle" role="img">"""
        );
        Line("<title>The rooms of Gan.Net: an arrow means \"refers to\"</title>");
        Line(
            """
            <style>
              .ground { fill: #ffffff } text { fill: #1b1f24 } .flow { font-size: 12.5px; fill: #45505c }
              .name { font-weight: 600; font-size: 15px } .arrows { stroke: #34618f; stroke-width: 1.8; fill: none }
              .room { fill: #eef4fb; stroke: #34618f; stroke-width: 1.5 } .core { fill: #d3e4f6; stroke-width: 2.5 }
              .package { fill: #fff8e6; stroke: #a77b10; stroke-width: 1.5 } .tip { fill: #34618f }
              @media (prefers-color-scheme: dark) {
                .ground { fill: #0d1117 } text { fill: #e6edf3 } .flow { fill: #b1bac4 } .tip { fill: #79b8ff }
                .room { fill: #14263a; stroke: #79b8ff } .core { fill: #1d3a59 } .arrows { stroke: #79b8ff }
                .package { fill: #33270a; stroke: #e3b341 }
              }
            </style>
            <marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0 10 5 0 10z" class="tip"/>
            </marker>
            """
        );
        Line($"""<rect width="{Width}" height="{Height}" class="ground"/>""");
        Line("""<text x="24" y="32" text-anchor="start" class="name">Rooms: an arrow means "refers to"</text>""");
        Line("""<g class="arrows">""");
    }

    private void Box(Place place, int y, string style)
    {
        var middle = place.X + (place.Width / 2);
        var data = place.Room.StartsWith("Gan.", StringComparison.Ordinal) ? $" data-room=\"{place.Room}\"" : "";
        Line(
            $"""<rect x="{place.X}" y="{y}" width="{place.Width}" height="{BoxHeight}" rx="8" class="{style}"{data}/>"""
        );
        Line($"""<text x="{middle}" y="{y + 24}" class="name">{place.Room}</text>""");
        Line($"""<text x="{middle}" y="{y + 43}" class="flow">{place.Flow}</text>""");
    }

    /// <summary>Straight down where the two boxes overlap and nothing stands between; else around a corner.</summary>
    private void Arrow(Place from, Place to)
    {
        var upper = rows[from.Room];
        var lower = rows[to.Room];
        var end = Y(lower) - 2;
        var data = $"data-from=\"{from.Room}\" data-to=\"{to.Room}\"";
        var begin = Math.Max(from.X, to.X) + Apart;
        var last = Math.Min(from.Right, to.Right) - Apart;
        if (Free(begin, last, upper, lower) is { } x)
        {
            Line($"""<path d="M{x} {Y(upper) + BoxHeight} V{end}" {data} marker-end="url(#tip)"/>""");
            return;
        }
        var start = Free(from.X + Apart, from.Right - Apart, upper, upper - 1) ?? from.Right - Apart;
        var target = Free(to.X + Apart, to.Right - Apart, upper, lower) ?? to.Right - Apart;
        var corner = Y(upper) + BoxHeight + ((RowHeight - BoxHeight) / 2);
        Line(
            $"""<path d="M{start} {Y(upper) + BoxHeight} V{corner} H{target} V{end}" {data} marker-end="url(#tip)"/>"""
        );
    }

    // The place nearest to the middle that passes no box and no other arrow.
    private int? Free(int begin, int end, int upper, int lower)
    {
        var middle = (begin + end) / 2;
        var between = places.Where(place => rows[place.Room] < upper && rows[place.Room] > lower).ToList();
        foreach (var x in Enumerable.Range(begin, Math.Max(0, end - begin + 1)).OrderBy(x => Math.Abs(x - middle)))
        {
            var passes = between.TrueForAll(box => x < box.X - Apart / 2 || x > box.Right + Apart / 2);
            var alone = arrows.TrueForAll(a => Math.Abs(a.X - x) >= Apart || a.Lower >= upper || a.Upper <= lower);
            if (passes && alone)
            {
                arrows.Add((x, upper, lower));
                return x;
            }
        }
        return null;
    }

    private void Line(string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"{text.ReplaceLineEndings("\n").TrimEnd()}\n");
}
