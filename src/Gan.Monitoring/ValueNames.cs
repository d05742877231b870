using System.Text.Json;

namespace Gan.Monitoring;

/// <summary>
/// What the values of a game are called in files and on pages. A name has a kind and an owner: "loss/discriminator" is
/// the key discriminatorLoss, the column "discriminator loss" and the curve "Discriminator" of the chart "Losses". A
/// name without a slash is a kind alone.
/// </summary>
internal static class ValueNames
{
    public const string Loss = "loss";
    public const string Score = "score";
    public const string RealScore = "score/real";
    public const string FakeScore = "score/fake";
    public const string WassersteinEstimate = "wasserstein estimate";

    public static string Of(string kind, Player player) => $"{kind}/{player.Name}";

    public static string Kind(string name) => name.Split('/', 2)[0];

    /// <summary>Whose value it is: a player, or what was scored. A kind alone is its own owner.</summary>
    public static string Owner(string name) => name.Split('/', 2)[^1];

    /// <summary>Such as "discriminator loss": the column of a table.</summary>
    public static string Words(string name)
    {
        var owner = Owner(name);
        return owner == name ? name : $"{owner} {Kind(name)}";
    }

    /// <summary>Such as "discriminatorLoss": the key in JSON.</summary>
    public static string Key(string name)
    {
        var letters = Words(name).Select(c => char.IsLetterOrDigit(c) ? c : ' ');
        var words = string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? name : JsonNamingPolicy.CamelCase.ConvertName(string.Concat(words.Select(Title)));
    }

    /// <summary>Such as "Discriminator": with a capital letter.</summary>
    public static string Title(string words) =>
        words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>Such as "Losses": the chart that it belongs to.</summary>
    public static string Chart(string name) =>
        Kind(name) switch
        {
            Loss => "Losses",
            Score => "Mean scores",
            var kind => Title(kind),
        };

    /// <summary>Such as "Discriminator": its curve in the chart.</summary>
    public static string Curve(string name) => name == FakeScore ? "Generated" : Title(Owner(name));

    /// <summary>
    /// The names in a table that shows the same of every training: each player's loss first, then what else was
    /// reported. Beside real and fake scores stands the Wasserstein estimate, also where the loss makes none.
    /// </summary>
    public static IEnumerable<string> InTables(TrainingContext context, IReadOnlyDictionary<string, double> values)
    {
        var names = context.Players.Select(player => Of(Loss, player)).Concat(values.Keys);
        return (HasScores(values) ? names.Append(WassersteinEstimate) : names).Distinct();
    }

    public static bool HasScores(IReadOnlyDictionary<string, double> values) =>
        values.ContainsKey(RealScore) && values.ContainsKey(FakeScore);
}
