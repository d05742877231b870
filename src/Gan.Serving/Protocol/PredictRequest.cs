using System.Text.Json;
using Gan.Runtime;
using Gan.Serving.Batching;

namespace Gan.Serving.Protocol;

/// <summary>
/// A body of <c>:predict</c>: a list of <c>instances</c>, or <c>inputs</c> by columns. An instance is an object with
/// latent, label, condition or seed, or where one input is enough its numbers alone.
/// </summary>
internal sealed class PredictRequest
{
    private const string Seed = "seed";

    private static readonly string[] Known = ["instances", "inputs", "signature_name", ServedGan.Truncation];

    private readonly ServedGan gan;
    private readonly AskedSamples asked;

    private PredictRequest(ServedGan gan)
    {
        this.gan = gan;
        asked = new(gan);
    }

    /// <summary>Whether instances were sent, and predictions are answered.</summary>
    public bool ByRow { get; private init; }

    public SampleOrder Order() => asked.Order();

    public static PredictRequest Read(ServedGan gan, ReadOnlyMemory<byte> body)
    {
        var root = ClientJson.Read(body);
        foreach (var (name, _) in root.Members())
        {
            if (!Known.Contains(name))
            {
                throw Refusal.Bad($"There is no '{Refusal.Quoted(name)}': there are {string.Join(", ", Known)}.");
            }
        }
        var instances = root.Member("instances");
        var inputs = root.Member("inputs");
        if (instances is null == inputs is null)
        {
            throw Refusal.Bad("The body needs 'instances' or 'inputs', one of them.");
        }
        var request = new PredictRequest(gan) { ByRow = instances is not null };
        if (root.Member(ServedGan.Truncation) is { } truncation)
        {
            request.asked.Truncation = WireTensor.Number(truncation);
        }
        if (instances is not null)
        {
            request.TakeRows([.. root.List("instances")]);
        }
        else
        {
            request.TakeColumns(inputs!.Value);
        }
        return request;
    }

    private void TakeRows(List<JsonElement> rows)
    {
        if (rows.Count < 1 || rows.Count > gan.Options.MaxCount)
        {
            throw Refusal.Bad($"There may be 1 to {gan.Options.MaxCount} instances, and there are {rows.Count}.");
        }
        if (rows[0].ValueKind != JsonValueKind.Object)
        {
            Take(Plain, rows);
            return;
        }
        var names = rows[0].Members().Select(member => member.Name).ToList();
        if (rows.Find(row => !row.Members().Select(member => member.Name).SequenceEqual(names)) is { ValueKind: not 0 })
        {
            throw Refusal.Bad("All instances must name the same inputs, in the same order.");
        }
        if (names.Count == 0)
        {
            asked.Count = rows.Count; // new ones
        }
        foreach (var name in names)
        {
            Take(
                name,
                [
                    .. rows.Select(row =>
                        row.Member(name) ?? throw Refusal.Bad($"An instance has no '{Refusal.Quoted(name)}'.")
                    ),
                ]
            );
        }
    }

    private void TakeColumns(JsonElement inputs)
    {
        if (inputs.ValueKind != JsonValueKind.Object)
        {
            Take(Plain, [.. inputs.ValueKind == JsonValueKind.Array ? inputs.EnumerateArray() : []]);
            return;
        }
        foreach (var (name, value) in inputs.Members())
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                throw Refusal.Bad($"'{Refusal.Quoted(name)}' must be a list with an entry for each sample.");
            }
            Take(name, [.. value.EnumerateArray()]);
        }
    }

    // What numbers without a name stand for.
    private static string Plain => ServedGan.Latent;

    private void Take(string name, List<JsonElement> rows)
    {
        if (name == Seed)
        {
            TakeSeeds(rows);
            return;
        }
        if (name is ServedGan.Truncation)
        {
            throw Refusal.Bad("'truncation' is one number for all: write it beside 'instances' or 'inputs'.");
        }
        if (name == ServedGan.Condition && gan.ConditionSize == 0)
        {
            throw Refusal.Bad("This GAN has no conditions: leave out 'condition'.");
        }
        var isWhole = name == ServedGan.Label;
        long[] shape = isWhole ? [rows.Count] : [rows.Count, Width(name)];
        var all = JsonElement.Parse($"[{string.Join(',', rows.Select(row => row.GetRawText()))}]");
        asked.Take(WireTensor.OfJson(name, isWhole ? "INT64" : "FP32", shape, all));
    }

    private int Width(string name) => name == ServedGan.Condition ? gan.ConditionSize : gan.LatentSize;

    // Each is the first sample of its seed.
    private void TakeSeeds(List<JsonElement> rows)
    {
        var bound = gan.HasStyles ? null : asked.Truncation;
        if (bound is { } value && value is not (>= 0.01 and <= 1e6))
        {
            throw Refusal.Bad($"'truncation' must be in [0.01, 1000000], but was {value}.");
        }
        var latents = rows.SelectMany(row => Latents.Draw(WireTensor.Whole64(row), 1, gan.LatentSize, bound)).ToArray();
        asked.Truncation = gan.HasStyles ? asked.Truncation : null; // it is in the latents
        asked.Take(WireTensor.OfNumbers(ServedGan.Latent, "FP32", [rows.Count, gan.LatentSize], latents, []));
        asked.TakesTurns = true;
    }
}
