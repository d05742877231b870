namespace Gan.Kernels;

/// <summary>The block that all products are made of.</summary>
internal static class Panels
{
    /// <summary>Columns of a panel: two vectors of 512 bits, four of 256.</summary>
    internal const int Panel = 32;

    /// <summary>Rows of a product.</summary>
    internal const int Rows = 8;

    internal static nint RoundUp(nint count, nint multiple) => (count + multiple - 1) / multiple * multiple;
}
