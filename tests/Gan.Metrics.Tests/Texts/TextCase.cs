using System.Text.Json;

namespace Gan.Metrics.Tests.Texts;

/// <summary>Texts with what others measure of them (Fixtures/make_text_measures.py).</summary>
internal sealed record TextCase(JsonElement Of)
{
    internal static TextCase Number(int place)
    {
        using var file = typeof(TextCase).Assembly.GetManifestResourceStream("text-measures.json")!;
        using var cases = JsonDocument.Parse(file);
        return new(cases.RootElement[place].Clone());
    }

    internal int N => Of.GetProperty("n").GetInt32();

    internal long Tokens => Of.GetProperty("tokens").GetInt64();

    internal IReadOnlyList<IReadOnlyList<long>> Real => Texts("real");

    internal IReadOnlyList<IReadOnlyList<long>> Made => Texts("made");

    internal double Expected(string name) => Of.GetProperty(name).GetDouble();

    private IReadOnlyList<IReadOnlyList<long>> Texts(string name) =>
        [
            .. Of.GetProperty(name)
                .EnumerateArray()
                .Select(text => text.EnumerateArray().Select(token => token.GetInt64()).ToArray()),
        ];
}
