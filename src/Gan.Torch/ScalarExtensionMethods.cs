namespace TorchSharp;

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;
    public static Scalar ToScalar(this sbyte value) => value;
    public static Scalar ToScalar(this short value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this bool value) => value;
    public static Scalar ToScalar(this Half value) => value;
    public static float ToSingle(this Scalar value) => (float)value.Double;
    public static double ToDouble(this Scalar value) => value.Double;
    public static sbyte ToSByte(this Scalar value) => (sbyte)value.Long;
    public static byte ToByte(this Scalar value) => (byte)value.Long;
    public static short ToInt16(this Scalar value) => (short)value.Long;
    public static int ToInt32(this Scalar value) => (int)value.Long;
    public static long ToInt64(this Scalar value) => value.Long;
    public static bool ToBoolean(this Scalar value) => value.Double != 0;
}
