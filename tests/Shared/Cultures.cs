using System.Globalization;
using System.Runtime.CompilerServices;

namespace Gan.Tests;

/// <summary>
/// The cultures under which tests run. GAN_TEST_CULTURE names the one of a whole test program, such as "fa-IR": what
/// the libraries print, read and sort is the same under each.
/// </summary>
internal static class Cultures
{
    /// <summary>Decimal commas; the dotless i; another minus and decimal sign; another calendar too.</summary>
    public static TheoryData<string> All => ["de-DE", "tr-TR", "ar-SA", "fa-IR"];

    /// <summary>The culture of a name, with the machine's data of it (ICU). Where those are missing, the invariant one
    /// with that culture's numbers.</summary>
    internal static CultureInfo Of(string name)
    {
        if (name.Length == 0)
        {
            return CultureInfo.InvariantCulture;
        }
        try
        {
            return new CultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            return ByHand(name);
        }
    }

    /// <summary>Does something under a culture, with all that it starts.</summary>
    internal static T Under<T>(string name, Func<T> action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Of(name);
        try
        {
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [ModuleInitializer]
    internal static void Begin()
    {
        if (Environment.GetEnvironmentVariable("GAN_TEST_CULTURE") is { Length: > 0 } name)
        {
            CultureInfo.DefaultThreadCurrentCulture = Of(name);
            CultureInfo.DefaultThreadCurrentUICulture = Of(name);
        }
    }

    private static CultureInfo ByHand(string name)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var isPersian = name == "fa-IR";
        var isEastern = isPersian || name == "ar-SA";
        culture.NumberFormat.NumberDecimalSeparator = isEastern ? "\u066b" : ",";
        culture.NumberFormat.NumberGroupSeparator = isEastern ? "\u066c" : ".";
        if (isEastern)
        {
            culture.NumberFormat.NegativeSign = isPersian ? "\u200e\u2212" : "\u061c-";
            culture.NumberFormat.PositiveSign = isPersian ? "\u200e+" : "\u061c+";
        }
        return culture;
    }
}
