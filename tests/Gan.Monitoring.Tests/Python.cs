namespace Gan.Monitoring.Tests;

/// <summary>A Python as a witness from outside.</summary>
internal static class Python
{
    public static string[] Lines(params string[] arguments)
    {
        var (status, output, errors) = Witness.Run((Witness.Python("PIL") ?? Witness.Python())!, arguments);
        status.Should().Be(0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
