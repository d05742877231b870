namespace TorchSharp;

public static partial class torch
{
    public static partial class jit
    {
        /// <summary>Reads a TorchScript file. A path that does not exist and a file that is none are exceptions.</summary>
        public static ScriptModule load(string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(filename, new Device(device_type, (int)device_index));

        public static ScriptModule load(string filename, string map_location) => new(filename, new Device(map_location));

        public static ScriptModule load(string filename, Device map_location) => new(filename, map_location);

        public static ScriptModule<TResult> load<TResult>(
            string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(filename, new Device(device_type, (int)device_index));

        public static ScriptModule<TResult> load<TResult>(string filename, string map_location) => new(filename, new Device(map_location));

        public static ScriptModule<TResult> load<TResult>(string filename, Device map_location) => new(filename, map_location);

        public static ScriptModule<T1, TResult> load<T1, TResult>(
            string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(filename, new Device(device_type, (int)device_index));

        public static ScriptModule<T1, TResult> load<T1, TResult>(string filename, string map_location) =>
            new(filename, new Device(map_location));

        public static ScriptModule<T1, TResult> load<T1, TResult>(string filename, Device map_location) =>
            new(filename, map_location);

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(
            string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) =>
            new(filename, new Device(device_type, (int)device_index));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(string filename, string map_location) =>
            new(filename, new Device(map_location));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(string filename, Device map_location) =>
            new(filename, map_location);
    }
}
