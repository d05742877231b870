using System.Globalization;
using System.Text.Json.Nodes;

namespace Gan.Monitoring;

/// <summary>A curve that never has more than so many points: when it is full, neighbours are averaged two by two and
/// from then on twice as many values make a point.</summary>
internal sealed class Curve(string name, int maxPoints)
{
    private readonly List<(long Step, double Value)> points = [];
    private int width = 1;
    private int pending;
    private double sum;

    public bool IsEmpty => points.Count == 0;

    public void Add(long step, double value)
    {
        sum += value;
        if (++pending < width)
        {
            return;
        }
        points.Add((step, sum / width));
        sum = 0;
        pending = 0;
        if (points.Count < maxPoints)
        {
            return;
        }
        for (var i = 0; i < maxPoints / 2; i++)
        {
            var first = points[2 * i];
            var second = points[(2 * i) + 1];
            points[i] = (second.Step, (first.Value + second.Value) / 2);
        }
        points.RemoveRange(maxPoints / 2, points.Count - (maxPoints / 2));
        width *= 2;
    }

    /// <summary>Forgets a step and those behind it, when a training goes back to a checkpoint.</summary>
    public void Rewind(long step)
    {
        points.RemoveAll(point => point.Step >= step);
        sum = 0;
        pending = 0;
    }

    /// <summary>Name, steps x and values y with five digits; null where a value is no number.</summary>
    public JsonNode ToJson() =>
        new JsonObject
        {
            ["name"] = name,
            ["x"] = new JsonArray([.. points.Select(point => (JsonNode?)point.Step)]),
            ["y"] = new JsonArray([.. points.Select(point => Short(point.Value))]),
        };

    private static JsonNode? Short(double value) =>
        double.IsFinite(value) ? JsonNode.Parse(value.ToString("g5", CultureInfo.InvariantCulture)) : null;
}
