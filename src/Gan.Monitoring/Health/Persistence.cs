namespace Gan.Monitoring;

/// <summary>
/// Hysteresis of one kind of finding: it begins after several bad looks in a row and ends after several good ones, and
/// between the two thresholds nothing changes.
/// </summary>
internal sealed class Persistence(int looks)
{
    private int bad;
    private int good;

    /// <summary>Whether the problem lasts.</summary>
    public bool Active { get; private set; }

    /// <summary>First step of the bad looks while it lasts, and of the good ones when it is over.</summary>
    public long Since { get; private set; }

    /// <returns>True when it began or ended with this look.</returns>
    public bool Look(long step, bool isBad, bool isGood)
    {
        var streak = Active ? Count(ref good, isGood) : Count(ref bad, isBad);
        if (streak == 1)
        {
            Since = step;
        }
        if (streak < looks)
        {
            return false;
        }
        Active = !Active;
        bad = 0;
        good = 0;
        return true;
    }

    private static int Count(ref int streak, bool goesOn)
    {
        streak = goesOn ? streak + 1 : 0;
        return streak;
    }
}
