using System.Reflection;
using Xunit.Sdk;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>
/// The rows of a property of the test's class with a width of vectors behind each, which the test forces. Skipped on
/// processors without vectors so wide, where the kernels would take narrower ones.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class WidthDataAttribute : DataAttribute
{
    private readonly string rows;
    private readonly int width;

    /// <param name="rows">The property's name.</param>
    /// <param name="width">Bits of a vector.</param>
    public WidthDataAttribute(string rows, int width)
    {
        this.rows = rows;
        this.width = width;
        // Asked of Force, because other tests may have forced this thread.
        using var forced = VectorWidth.Force(width);
        if (VectorWidth.Bits < width)
        {
            Skip = $"This processor computes with vectors of {VectorWidth.Bits} bits.";
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        var data = (IEnumerable<object[]>)testMethod.DeclaringType!.GetProperty(rows)!.GetValue(null)!;
        return data.Select(row => (object[])[.. row, width]);
    }
}
